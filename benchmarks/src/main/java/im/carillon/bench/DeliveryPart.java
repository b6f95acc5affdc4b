package im.carillon.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long a message is on its way over each transport when so many a second are sent, with the archive as the server
 * ships: turn about, in one server, so that all see the same machine. The baseline of each is TCP.
 */
record DeliveryPart(Workplace workplace) implements Part {
    private static final int PER_SECOND = 1_000;
    private static final double GOAL = 1.3;

    @Override
    public List<Row> measure() {
        Options options = workplace.options();
        CpuClock own = CpuClock.of(ProcessHandle.current().pid());
        try (Server server = Server.start(workplace, "delivery", true);
                LoadLoop loop = new LoadLoop()) {
            LoginPlan plan = workplace.plan().becomingAvailable(true);
            int ends = 2 * options.pairs();
            Map<Transport, Traffic> traffic = new EnumMap<>(Transport.class);
            Map<Transport, List<Double>> runs = new EnumMap<>(Transport.class);
            List<Session> all = new ArrayList<>();
            for (Transport transport : Transport.values()) {
                Opener opener = transport.opener(loop, server, plan);
                List<Session> sessions = Storm.open(loop, opener, all.size(), ends, options.pairs());
                all.addAll(sessions);
                traffic.put(
                        transport,
                        Traffic.pairs(loop, server.cpu(), own, sessions, Templates.messages(options.body())));
                runs.put(transport, new ArrayList<>());
            }
            traffic.values().forEach(each -> each.run(1, options.warmUp().dividedBy(6), new Latencies()));
            traffic.values()
                    .forEach(each -> each.paced(PER_SECOND, options.warmUp().dividedBy(6), new Latencies()));
            for (int run = 0; run < options.runs(); run++) {
                traffic.forEach((transport, each) -> {
                    Latencies latencies = new Latencies();
                    each.paced(PER_SECOND, options.runLength(), latencies);
                    Progress.say("delivery at " + PER_SECOND + "/s, " + transport.label() + ": " + latencies.summary());
                    runs.getOrDefault(transport, new ArrayList<>()).add(latencies.percentile(0.99) / 1e3);
                });
            }
            Farewell.to(all, loop);
            return rows(runs);
        }
    }

    private static List<Row> rows(Map<Transport, List<Double>> runs) {
        List<Row> rows = new ArrayList<>();
        Runs tcp = new Runs(runs.getOrDefault(Transport.TCP, List.of()));
        runs.forEach((transport, values) -> rows.add(new Row(
                "delivery at " + PER_SECOND + "/s, " + transport.label() + ", p99",
                "µs",
                new Runs(values),
                transport == Transport.TCP ? Optional.empty() : Optional.of(tcp),
                transport == Transport.TCP ? Optional.empty() : Optional.of(GOAL * tcp.median()),
                transport == Transport.TCP ? "" : "beside TCP")));
        return rows;
    }
}
