package im.carillon.bench;

import java.util.List;
import java.util.Map;

/** CPU for each ping that the server itself answers (XEP-0199 §4.2). */
record PingsPart(Workplace workplace) implements Part {
    private static final Map<Integer, Double> GOALS = Map.of(1, 7.0, 16, 7.0);

    @Override
    public List<Row> measure() {
        Options options = workplace.options();
        CpuClock own = CpuClock.of(ProcessHandle.current().pid());
        try (Server server = Server.start(workplace, "pings", true);
                Relay relay = Relay.start("echo", options);
                LoadLoop loop = new LoadLoop()) {
            int ends = 2 * options.pairs();
            List<Session> sessions = Storm.open(
                    loop, new XmppOpener(loop, server.address(), workplace.plan()), 0, ends, options.pairs());
            List<Session> links = Storm.open(loop, new RelayOpener(loop, relay.address(), 0), 0, ends, ends);
            Templates pings = Templates.pings(Server.DOMAIN);
            int size = pings.to("").length();
            Traffic served = Traffic.echoes(loop, server.cpu(), own, sessions, pings);
            Traffic relayed = Traffic.echoes(loop, relay.cpu(), own, links, Templates.lines(size));
            List<Row> rows = new TrafficComparison(served, relayed, options).rows("ping", GOALS);
            Farewell.to(sessions, loop);
            return rows;
        }
    }
}
