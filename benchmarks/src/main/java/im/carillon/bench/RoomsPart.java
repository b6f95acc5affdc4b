package im.carillon.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** CPU for each copy of a message that a room sends to its occupants (XEP-0045 §7.4), stored before it is sent. */
record RoomsPart(Workplace workplace) implements Part {
    static final int MOST = 500;

    private static final List<Integer> SIZES = List.of(100, MOST);
    private static final double GOAL = 2.5;
    private static final int IN_FLIGHT = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public List<Row> measure() {
        List<Row> rows = new ArrayList<>();
        for (int size : SIZES) {
            rows.add(row(size));
        }
        return rows;
    }

    private Row row(int size) {
        Options options = workplace.options();
        String name = "delivery in a room of " + size;
        CpuClock own = CpuClock.of(ProcessHandle.current().pid());
        try (Server server = Server.start(workplace, "room-" + size, true);
                LoadLoop loop = new LoadLoop()) {
            LoginPlan plan = workplace.plan().becomingAvailable(true);
            List<Session> sessions =
                    Storm.open(loop, new XmppOpener(loop, server.address(), plan), 0, size, options.pairs());
            RoomTraffic room = new RoomTraffic(loop, sessions, options.body());
            room.fill(PATIENCE);
            Progress.say(name + ": warming up for " + options.warmUp().toSeconds() + " s");
            List<Double> values = new ArrayList<>();
            Sample last = room.run(IN_FLIGHT, options.warmUp(), server.cpu(), own);
            for (int i = 0; i < options.runs(); i++) {
                last = room.run(IN_FLIGHT, options.runLength(), server.cpu(), own);
                values.add(last.cpuMicros());
                Progress.say(String.format(Locale.ROOT, "%s: %.2f µs (%s)", name, last.cpuMicros(), last.summary()));
            }
            Farewell.to(sessions, loop);
            return new Row(name, "µs CPU", new Runs(values), Optional.empty(), Optional.of(GOAL), last.summary());
        }
    }
}
