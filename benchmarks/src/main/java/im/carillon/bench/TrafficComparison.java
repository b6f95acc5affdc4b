package im.carillon.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The same traffic through the server and through the bare relay, turn about, so that both see the same machine. */
final class TrafficComparison {
    private static final Duration RELAY_WARM_UP = Duration.ofSeconds(1);

    private final Traffic server;
    private final Traffic relay;
    private final Options options;

    TrafficComparison(Traffic server, Traffic relay, Options options) {
        this.server = server;
        this.relay = relay;
        this.options = options;
    }

    /** @param goals for each window, in microseconds */
    List<Row> rows(String name, Map<Integer, Double> goals) {
        SortedMap<Integer, Turns> turns = new TreeMap<>();
        goals.forEach((window, goal) -> turns.put(window, new Turns(name + ", window " + window, window, goal)));
        turns.values().forEach(window -> window.warmUp(options.warmUp().dividedBy(goals.size())));
        for (int run = 0; run < options.runs(); run++) {
            turns.values().forEach(Turns::takeOne);
        }
        return turns.values().stream().map(Turns::row).toList();
    }

    private final class Turns {
        private final String name;
        private final int window;
        private final double goal;
        private final List<Sample> ofServer = new ArrayList<>();
        private final List<Sample> ofRelay = new ArrayList<>();
        private final Latencies throughServer = new Latencies();
        private final Latencies throughRelay = new Latencies();

        Turns(String name, int window, double goal) {
            this.name = name;
            this.window = window;
            this.goal = goal;
        }

        void warmUp(Duration duration) {
            Progress.say(name + ": warming up for " + duration.toSeconds() + " s");
            server.run(window, duration, new Latencies());
            relay.run(window, RELAY_WARM_UP, new Latencies());
        }

        void takeOne() {
            ofServer.add(server.run(window, options.runLength(), throughServer));
            ofRelay.add(relay.run(window, options.runLength().dividedBy(2), throughRelay));
            Sample last = ofServer.getLast();
            Progress.say(name + ": " + Table.number(last.cpuMicros()) + " µs (" + last.summary() + "), relay "
                    + Table.number(ofRelay.getLast().cpuMicros()) + " µs ("
                    + ofRelay.getLast().summary() + ")");
        }

        Row row() {
            String latencies =
                    window == 1 ? "; latency " + throughServer.summary() + ", relay " + throughRelay.summary() : "";
            return new Row(
                    name,
                    "µs CPU",
                    runs(ofServer),
                    runs(ofRelay),
                    goal,
                    ofServer.getLast().summary() + latencies);
        }

        private static Runs runs(List<Sample> samples) {
            return new Runs(samples.stream().map(Sample::cpuMicros).toList());
        }
    }
}
