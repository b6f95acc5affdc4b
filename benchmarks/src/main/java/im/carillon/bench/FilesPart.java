package im.carillon.bench;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/**
 * CPU for each gigabyte that is uploaded and fetched over plain HTTP (XEP-0363), beside nginx with its DAV module; and
 * many downloads of a small file at once. The server also hashes and syncs what is uploaded.
 */
record FilesPart(Workplace workplace) implements Part {
    private static final int LARGE = 256 << 20;
    private static final int SMALL = 10_000;
    private static final int MANY = 5_000;
    private static final double GIGABYTE = 1e9;
    private static final double NANOS = 1e9;
    private static final double GOAL = 1.5;

    /** Something that moves so many bytes. */
    private interface Move {
        void run(int number);
    }

    @Override
    public List<Row> measure() {
        Options options = workplace.options();
        Optional<WebServer> other = WebServer.program().map(program -> WebServer.start(program, options));
        if (other.isEmpty()) {
            Progress.say("files: no nginx on this machine (set NGINX to its path): measured without a baseline");
        }
        try (Server server = Server.start(workplace, "files", false);
                LoadLoop loop = new LoadLoop()) {
            Session requester = Storm.open(loop, new XmppOpener(loop, server.address(), workplace.plan()), 0, 1, 1)
                    .getFirst();
            List<SlotRequests.Slot> slots = new ArrayList<>();
            Move up = number -> {
                slots.add(SlotRequests.slot(loop, requester, "large-" + slots.size(), LARGE));
                HttpTransfer.put(slots.getLast().put(), LARGE);
            };
            Move down = number -> HttpTransfer.get(slots.getLast().get());
            List<Row> rows = new ArrayList<>();
            rows.add(row(
                    "file, upload", server.cpu(), up, other, nginx -> n -> HttpTransfer.put(nginx.at("f" + n), LARGE)));
            rows.add(row("file, download", server.cpu(), down, other, nginx -> n -> HttpTransfer.get(nginx.at("f0"))));
            SlotRequests.Slot small = SlotRequests.slot(loop, requester, "small", SMALL);
            HttpTransfer.put(small.put(), SMALL);
            rows.add(many(server, small.get(), options.runs()));
            Farewell.to(List.of(requester), loop);
            return rows;
        } finally {
            other.ifPresent(WebServer::close);
        }
    }

    private interface Baseline {
        Move with(WebServer nginx);
    }

    private Row row(String name, CpuClock cpu, Move move, Optional<WebServer> other, Baseline baseline) {
        Options options = workplace.options();
        warmUp(move);
        List<Double> served = new ArrayList<>();
        List<Double> compared = new ArrayList<>();
        for (int run = 0; run < options.runs(); run++) {
            int number = run;
            served.add(cost(cpu, () -> move.run(number)));
            other.ifPresent(nginx ->
                    compared.add(cost(nginx.cpu(), () -> baseline.with(nginx).run(number))));
            Progress.say(name + ": " + Table.number(served.getLast()) + " s/GB"
                    + (compared.isEmpty() ? "" : ", nginx " + Table.number(compared.getLast())));
        }
        Optional<Runs> reference = compared.isEmpty() ? Optional.empty() : Optional.of(new Runs(compared));
        return new Row(
                name,
                "s CPU/GB",
                new Runs(served),
                reference,
                reference.map(runs -> GOAL * runs.median()),
                (LARGE >> 20) + " MiB each, beside nginx");
    }

    private void warmUp(Move move) {
        long end = System.nanoTime() + workplace.options().warmUp().toNanos();
        do {
            move.run(0);
        } while (System.nanoTime() < end);
    }

    private static double cost(CpuClock clock, Runnable move) {
        long before = clock.nanos();
        move.run();
        return (clock.nanos() - before) / NANOS / (LARGE / GIGABYTE);
    }

    /** All at once: nobody gets an answer before everybody has asked. */
    private static Row many(Server server, URI address, int runs) {
        List<Double> costs = new ArrayList<>();
        long failed = 0;
        for (int run = 0; run < runs; run++) {
            LongAdder errors = new LongAdder();
            long before = server.cpu().nanos();
            together(address, errors);
            costs.add((server.cpu().nanos() - before) / 1e3 / MANY);
            failed += errors.sum();
        }
        if (failed > 0) {
            throw new BenchmarkException(failed + " of " + runs * MANY + " downloads failed");
        }
        return new Row(
                "file, " + MANY + " downloads at once",
                "µs CPU",
                new Runs(costs),
                Optional.empty(),
                Optional.empty(),
                SMALL + " bytes each, a connection each, none failed");
    }

    private static void together(URI address, LongAdder errors) {
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < MANY; i++) {
                clients.execute(() -> {
                    try {
                        go.await();
                        if (HttpTransfer.get(address) < SMALL) {
                            errors.increment();
                        }
                    } catch (BenchmarkException e) {
                        errors.increment();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            go.countDown();
        }
    }
}
