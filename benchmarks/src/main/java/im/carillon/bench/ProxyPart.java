package im.carillon.bench;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** CPU for each gigabyte of a file that passes through the SOCKS5 proxy (XEP-0065), beside a relay of bytes in C. */
record ProxyPart(Workplace workplace) implements Part {
    private static final List<Integer> AT_ONCE = List.of(1, 8);
    private static final double GIGABYTE = 1e9;
    private static final double NANOS = 1e9;

    @Override
    public List<Row> measure() {
        List<Row> rows = new ArrayList<>();
        for (int count : AT_ONCE) {
            rows.add(row(count));
        }
        return rows;
    }

    private Row row(int count) {
        Options options = workplace.options();
        String name = count == 1 ? "proxy, one transfer" : "proxy, " + count + " transfers";
        try (Server server = Server.start(workplace, "proxy-" + count, false);
                Relay relay = Relay.start("bytes", options);
                LoadLoop loop = new LoadLoop()) {
            Session requester = Storm.open(loop, new XmppOpener(loop, server.address(), workplace.plan()), 0, 1, 1)
                    .getFirst();
            List<Double> served = new ArrayList<>();
            List<Double> relayed = new ArrayList<>();
            String note = "";
            sample(server.cpu(), throughProxy(loop, requester, server, count, "w"), options.warmUp());
            for (int i = 0; i < options.runs(); i++) {
                Passed proxied = sample(
                        server.cpu(), throughProxy(loop, requester, server, count, "r" + i), options.runLength());
                Passed bare = sample(relay.cpu(), throughRelay(relay, count), options.runLength());
                served.add(proxied.cpu());
                relayed.add(bare.cpu());
                note = String.format(Locale.ROOT, "%.2f GB/s, relay %.2f GB/s", proxied.perSecond(), bare.perSecond());
                Progress.say(String.format(
                        Locale.ROOT, "%s: %.3f s/GB, relay %.3f (%s)", name, proxied.cpu(), bare.cpu(), note));
            }
            Farewell.to(List.of(requester), loop);
            return new Row(name, "s CPU/GB", new Runs(served), new Runs(relayed), goal(relayed), note);
        }
    }

    private static double goal(List<Double> relayed) {
        return 2 * new Runs(relayed).median();
    }

    /** @param cpu seconds for each gigabyte */
    private record Passed(double cpu, double perSecond) {}

    private static Passed sample(CpuClock clock, List<FileTransfer> transfers, Duration time) {
        try {
            long bytes = received(transfers);
            long cpu = clock.nanos();
            long begin = System.nanoTime();
            Thread.sleep(time);
            double gigabytes = (received(transfers) - bytes) / GIGABYTE;
            double seconds = (System.nanoTime() - begin) / NANOS;
            if (gigabytes == 0) {
                throw new BenchmarkException("Nothing passed");
            }
            return new Passed((clock.nanos() - cpu) / NANOS / gigabytes, gigabytes / seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("Interrupted", e);
        } finally {
            transfers.forEach(FileTransfer::close);
        }
    }

    private static long received(List<FileTransfer> transfers) {
        return transfers.stream().mapToLong(FileTransfer::received).sum();
    }

    private static List<FileTransfer> throughProxy(
            LoadLoop loop, Session requester, Server server, int count, String name) {
        List<FileTransfer> transfers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            transfers.add(ProxyActivation.transfer(
                    loop, requester, "target@" + Server.DOMAIN + "/t", name + "-" + i, server.proxy()));
        }
        return transfers;
    }

    private static List<FileTransfer> throughRelay(Relay relay, int count) {
        List<FileTransfer> transfers = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                Socket from =
                        new Socket(relay.address().getAddress(), relay.address().getPort());
                Socket to =
                        new Socket(relay.address().getAddress(), relay.address().getPort());
                transfers.add(new FileTransfer(from, to));
            }
        } catch (IOException e) {
            throw new BenchmarkException("The relay does not answer", e);
        }
        return transfers;
    }
}
