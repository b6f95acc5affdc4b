package im.carillon.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** CPU for each message from one session to another (RFC 6121 §5), with and without the archive. */
record MessagesPart(Workplace workplace, Transport transport) implements Part {
    private static final Map<Integer, Double> GOALS = Map.of(1, 13.0, 16, 10.0);
    private static final Map<Integer, Double> ARCHIVED_GOALS = Map.of(1, 110.0, 16, 30.0);

    /** How long after the last message the database has all of them, with something to spare. */
    private static final Duration CAUGHT_UP = Duration.ofSeconds(1);

    private static final Map<Integer, Double> WEB_SOCKET_GOALS = Map.of(1, 15.0, 16, 15.0);

    private static final Map<Integer, Double> BOSH_GOALS = Map.of(1, 40.0, 16, 25.0);

    @Override
    public List<Row> measure() {
        return switch (transport) {
            case TCP -> both();
            case WEB_SOCKET -> compare("message, WebSocket", false, WEB_SOCKET_GOALS);
            case BOSH -> compare("message, BOSH", false, BOSH_GOALS);
        };
    }

    private List<Row> both() {
        List<Row> rows = new ArrayList<>(compare("message, no archive", false, GOALS));
        rows.addAll(compare("message, archived", true, ARCHIVED_GOALS));
        return rows;
    }

    private List<Row> compare(String name, boolean archive, Map<Integer, Double> goals) {
        Options options = workplace.options();
        CpuClock own = CpuClock.of(ProcessHandle.current().pid());
        try (Server server = Server.start(workplace, name.replaceAll("\\W+", "-"), archive);
                Relay relay = Relay.start("pairs", options);
                LoadLoop loop = new LoadLoop()) {
            int ends = 2 * options.pairs();
            LoginPlan plan = workplace.plan().becomingAvailable(true);
            List<Session> sessions = Storm.open(loop, transport.opener(loop, server, plan), 0, ends, options.pairs());
            // one at a time: the relay makes pairs in the order in which it accepts
            List<Session> links = Storm.open(loop, new RelayOpener(loop, relay.address(), 0), 0, ends, 1);
            Templates messages = Templates.messages(options.body());
            int size = messages.to(sessions.getFirst().address()).length();
            Traffic served = Traffic.pairs(loop, server.cpu(), own, sessions, messages)
                    .settlingFor(archive ? CAUGHT_UP : Duration.ZERO);
            Traffic relayed = Traffic.pairs(loop, relay.cpu(), own, links, Templates.lines(size));
            List<Row> rows = new TrafficComparison(served, relayed, options).rows(name, goals);
            Farewell.to(sessions, loop);
            return rows;
        }
    }
}
