package im.carillon.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * CPU for each copy of a message that a room sends to its occupants (XEP-0045 §7.4), stored before it is sent; what it
 * costs to let one more in, and what an occupant takes up in memory.
 */
record RoomsPart(Workplace workplace) implements Part {
    static final int MOST = 5_000;

    private static final List<Integer> SIZES = List.of(100, 500);
    private static final int WINDOW = 16;
    private static final double GOAL = 2.5;
    private static final double GOAL_OF_JOIN = 100;
    private static final double GOAL_OF_MEMORY = 2;
    private static final int JOINS = 10;
    private static final int AT_A_TIME = 16;
    private static final double KIB = 1024;

    @Override
    public List<Row> measure() {
        List<Row> rows = new ArrayList<>();
        for (int size : SIZES) {
            rows.add(ofSize(size));
        }
        rows.addAll(large());
        return rows;
    }

    private Row ofSize(int size) {
        try (Server server = Server.start(workplace, "room-" + size, true);
                LoadLoop loop = new LoadLoop()) {
            List<Session> sessions = sessions(loop, server, size);
            Occupants occupants = new Occupants(loop, sessions);
            occupants.make();
            occupants.enter(size - 1);
            Row row = deliveries(loop, server, sessions, workplace.options().warmUp());
            Farewell.to(sessions, loop);
            return row;
        }
    }

    private List<Session> sessions(LoadLoop loop, Server server, int count) {
        LoginPlan plan = workplace.plan().becomingAvailable(true);
        return Storm.open(loop, new XmppOpener(loop, server.address(), plan), 0, count, AT_A_TIME);
    }

    private Row deliveries(LoadLoop loop, Server server, List<Session> sessions, Duration warmUp) {
        Options options = workplace.options();
        String name = String.format(Locale.ROOT, "delivery in a room of %,d", sessions.size());
        CpuClock own = CpuClock.of(ProcessHandle.current().pid());
        try (Relay relay = Relay.start("room", options)) {
            List<Session> links =
                    Storm.open(loop, new RelayOpener(loop, relay.address(), 0), 0, sessions.size(), AT_A_TIME);
            RoomTraffic served =
                    new RoomTraffic(loop, sessions, server.cpu(), own, RoomTraffic.stanzas(options.body()));
            RoomTraffic relayed = new RoomTraffic(loop, links, relay.cpu(), own, RoomTraffic.lines(options.body()));
            Progress.say(name + ": warming up for " + warmUp.toSeconds() + " s");
            Sample last = served.run(WINDOW, warmUp);
            List<Double> ofServer = new ArrayList<>();
            List<Double> ofRelay = new ArrayList<>();
            for (int i = 0; i < options.runs(); i++) {
                last = served.run(WINDOW, options.runLength());
                Sample bare = relayed.run(WINDOW, options.runLength().dividedBy(2));
                ofServer.add(last.cpuMicros());
                ofRelay.add(bare.cpuMicros());
                Progress.say(String.format(
                        Locale.ROOT,
                        "%s: %.2f µs (%s), relay %.2f µs (%s)",
                        name,
                        last.cpuMicros(),
                        last.summary(),
                        bare.cpuMicros(),
                        bare.summary()));
            }
            links.forEach(session -> session.link().abort());
            return new Row(name, "µs CPU", new Runs(ofServer), new Runs(ofRelay), GOAL, last.summary());
        }
    }

    /** While it fills, nobody is told of the others: all those joins together would take minutes. */
    private List<Row> large() {
        try (Server server = Server.start(workplace, "room-" + MOST, true);
                LoadLoop loop = new LoadLoop()) {
            List<Session> sessions = sessions(loop, server, MOST);
            Memory before = Memory.of(server.pid());
            Occupants occupants = new Occupants(loop, sessions);
            occupants.make();
            occupants.announce(false);
            occupants.enter(MOST - 1 - JOINS);
            Memory after = Memory.of(server.pid());
            List<Row> rows = new ArrayList<>();
            rows.add(new Row(
                    "occupant of a room",
                    "KiB of heap",
                    new Runs(List.of((after.liveHeap() - before.liveHeap()) / KIB / (MOST - JOINS))),
                    Optional.empty(),
                    Optional.of(GOAL_OF_MEMORY),
                    after.summary()));
            occupants.announce(true);
            rows.add(joins(occupants, server));
            rows.add(deliveries(
                    loop, server, sessions, workplace.options().warmUp().dividedBy(2)));
            Farewell.to(sessions, loop);
            return rows;
        }
    }

    /** Each of them is told of all who are there, and all who are there of it. */
    private Row joins(Occupants occupants, Server server) {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < JOINS; i++) {
            int present = occupants.inside();
            occupants.forgetPresences();
            long began = server.cpu().nanos();
            occupants.enter(1);
            occupants.awaitPresences(2L * present + 1);
            values.add((server.cpu().nanos() - began) / 1e6);
        }
        String name = String.format(Locale.ROOT, "join, the %,dth", MOST);
        Runs runs = new Runs(values);
        Progress.say(String.format(Locale.ROOT, "%s: %.1f ms", name, runs.median()));
        return new Row(
                name,
                "ms CPU",
                runs,
                Optional.empty(),
                Optional.of(GOAL_OF_JOIN),
                "the last " + JOINS + ", the compiler's work included");
    }
}
