package im.carillon.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a message that is archived takes from socket to socket, which is mostly an fsync, when so many a second are
 * sent; how many of them share one; and how many go through at all.
 */
record ArchivePart(Workplace workplace) implements Part {
    private static final int[] RATES = {100, 1_000, 5_000};
    private static final int FULL_WINDOW = 16;
    private static final double GOAL_PER_SECOND = 20_000;

    /** What the server says when it stops. */
    private static final Pattern GROUPS = Pattern.compile("(\\d+) units were committed in (\\d+) groups");

    @Override
    public List<Row> measure() {
        FsyncMedian fsync = FsyncMedian.of(workplace.options().home());
        Progress.say("an fsync takes " + fsync + " here");
        List<Row> rows = new ArrayList<>();
        for (int rate : RATES) {
            rows.addAll(paced(rate, fsync));
        }
        rows.addAll(throughput(fsync));
        return rows;
    }

    private List<Row> paced(int rate, FsyncMedian fsync) {
        String name = "archived, " + rate + "/s";
        List<Latencies> runs = new ArrayList<>();
        Path log = with(name, traffic -> {
            Options options = workplace.options();
            traffic.paced(rate, options.warmUp().dividedBy(2), new Latencies());
            for (int run = 0; run < options.runs(); run++) {
                Latencies latencies = new Latencies();
                traffic.paced(rate, options.runLength(), latencies);
                Progress.say(name + ": " + latencies.summary());
                runs.add(latencies);
            }
        });
        double goal = Math.max(10_000, 5 * fsync.micros());
        String note = "fsync median " + fsync;
        return List.of(
                row(name + ", p50", "µs", of(runs, l -> l.percentile(0.5) / 1e3), Optional.empty(), note),
                row(name + ", p99", "µs", of(runs, l -> l.percentile(0.99) / 1e3), Optional.of(goal), note),
                row(name + ", group size", "messages", groupSize(log), Optional.empty(), "one fsync each"));
    }

    private List<Row> throughput(FsyncMedian fsync) {
        List<Double> perSecond = new ArrayList<>();
        String name = "archived, window " + FULL_WINDOW;
        Path log = with(name, traffic -> {
            Options options = workplace.options();
            traffic.run(FULL_WINDOW, options.warmUp().dividedBy(2), new Latencies());
            for (int run = 0; run < options.runs(); run++) {
                Sample sample = traffic.run(FULL_WINDOW, options.runLength(), new Latencies());
                Progress.say(name + ": " + sample.summary());
                perSecond.add(sample.perSecond());
            }
        });
        return List.of(
                row(
                        name + ", throughput",
                        "messages/s",
                        new Runs(perSecond),
                        Optional.of(GOAL_PER_SECOND),
                        "fsync median " + fsync),
                row(name + ", group size", "messages", groupSize(log), Optional.empty(), "one fsync each"));
    }

    /** Traffic through a server that is started for it; answers with its log, which is complete then. */
    private Path with(String name, Consumer<Traffic> use) {
        Options options = workplace.options();
        String file = name.replaceAll("[^a-z0-9]+", "-");
        CpuClock own = CpuClock.of(ProcessHandle.current().pid());
        try (Server server = Server.start(workplace, file, true);
                LoadLoop loop = new LoadLoop()) {
            LoginPlan plan = workplace.plan().becomingAvailable(true);
            List<Session> sessions = Storm.open(
                    loop, new XmppOpener(loop, server.address(), plan), 0, 2 * options.pairs(), options.pairs());
            use.accept(Traffic.pairs(loop, server.cpu(), own, sessions, Templates.messages(options.body())));
            Farewell.to(sessions, loop);
        }
        return options.home().resolve(file + ".log");
    }

    private static Runs groupSize(Path log) {
        try {
            Matcher said = GROUPS.matcher(Files.readString(log));
            if (!said.find()) {
                throw new BenchmarkException("The server did not say how many groups it committed, see " + log);
            }
            return new Runs(List.of(Double.parseDouble(said.group(1)) / Double.parseDouble(said.group(2))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Runs of(List<Latencies> runs, ToDoubleFunction<Latencies> value) {
        return new Runs(runs.stream().map(value::applyAsDouble).toList());
    }

    private static Row row(String name, String unit, Runs runs, Optional<Double> goal, String note) {
        return new Row(name, unit, runs, Optional.empty(), goal, note);
    }
}
