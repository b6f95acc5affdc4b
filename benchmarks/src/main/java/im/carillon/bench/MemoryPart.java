package im.carillon.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Memory for each idle session: what a server grows by between few and many sessions, each after idling and a full
 * collection. One run: the server is fresh, so that no room left by earlier work hides the growth.
 */
record MemoryPart(Workplace workplace) implements Part {
    private static final int AT_A_TIME = 16;
    private static final double KIB = 1024;

    @Override
    public List<Row> measure() {
        List<Row> rows = new ArrayList<>(rows("idle session, TCP", Transport.TCP, Optional.empty(), 10));
        rows.addAll(rows(
                "idle session, TLS",
                Transport.TCP,
                Optional.of(workplace.certificate().client()),
                30));
        rows.addAll(rows("idle session, WebSocket", Transport.WEB_SOCKET, Optional.empty(), 15));
        rows.addAll(rows("idle session, BOSH", Transport.BOSH, Optional.empty(), 20));
        return rows;
    }

    private List<Row> rows(String name, Transport transport, Optional<SSLContext> tls, double goal) {
        Options options = workplace.options();
        try (Server server = Server.start(workplace, name.replaceAll("\\W+", "-"), true);
                LoadLoop loop = new LoadLoop()) {
            LoginPlan plan = workplace.plan().with(tls).becomingAvailable(true);
            Opener opener = transport.opener(loop, server, plan);
            Progress.say(name + ": warming up with " + 2 * options.fewSessions() + " logins");
            for (int i = 0; i < 2; i++) {
                Farewell.to(Storm.open(loop, opener, 0, options.fewSessions(), AT_A_TIME), loop);
            }
            List<Session> sessions = new ArrayList<>();
            Memory few = after(options.fewSessions(), sessions, opener, loop, server, name);
            Memory many = after(options.sessions(), sessions, opener, loop, server, name);
            List<Row> rows = new ArrayList<>(table(name, goal, few, many, options.sessions() - options.fewSessions()));
            if (transport == Transport.BOSH) {
                rows.add(new HeldRequestsCheck(loop, sessions, server.cpu()).row());
            }
            Farewell.to(sessions, loop);
            return rows;
        }
    }

    private Memory after(int total, List<Session> sessions, Opener opener, LoadLoop loop, Server server, String name) {
        sessions.addAll(Storm.open(loop, opener, sessions.size(), total - sessions.size(), AT_A_TIME));
        loop.runFor(workplace.options().idle());
        Memory memory = Memory.of(server.pid());
        Progress.say(name + ": " + total + " sessions: " + memory.summary());
        return memory;
    }

    private static List<Row> table(String name, double goal, Memory few, Memory many, int sessions) {
        double resident = (many.resident() - few.resident()) / KIB / sessions;
        double live = (many.liveHeap() - few.liveHeap()) / KIB / sessions;
        double beside = (many.nativeResident() - few.nativeResident()) / KIB / sessions;
        String note = String.format(
                Locale.ROOT, "live heap %.1f, native %.1f KiB each; in all %s", live, beside, many.summary());
        return List.of(
                new Row(name, "KiB resident", new Runs(List.of(resident)), Optional.empty(), Optional.of(goal), note));
    }
}
