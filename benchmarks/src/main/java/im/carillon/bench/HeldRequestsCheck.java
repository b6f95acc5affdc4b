package im.carillon.bench;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Many idle sessions of BOSH, each with a request that the server holds: none may have been lost, and each is answered
 * when there is something to tell.
 */
final class HeldRequestsCheck implements LinkHandler {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int AHEAD = 50;
    private static final byte[] MESSAGE = Frame.bytes("<message");

    private final LoadLoop loop;
    private final List<Session> sessions;
    private final CpuClock cpu;
    private int told;

    HeldRequestsCheck(LoadLoop loop, List<Session> sessions, CpuClock cpu) {
        this.loop = loop;
        this.sessions = sessions;
        this.cpu = cpu;
    }

    Row row() {
        // between two long waits a session has none for a moment
        long waiting = loop.runUntil(() -> held() == sessions.size(), PATIENCE) ? sessions.size() : held();
        sessions.forEach(session -> session.link().handOverTo(this));
        Session teller = sessions.getFirst();
        long before = cpu.nanos();
        int asked = 0;
        for (Session session : sessions) {
            teller.link()
                    .send(Frame.bytes(
                            "<message type='chat' to='" + session.address() + "'><body>Still there?</body></message>"));
            teller.link().flush();
            await(++asked - AHEAD);
        }
        await(asked);
        double micros = (cpu.nanos() - before) / 1e3 / sessions.size();
        sessions.forEach(session -> session.link().handOverTo(new IdleEnd()));
        return new Row(
                "held requests, BOSH",
                "requests",
                new Runs(List.of((double) waiting)),
                Optional.empty(),
                Optional.of((double) sessions.size()),
                "each answered afterwards, for " + Table.number(micros) + " µs CPU");
    }

    private void await(int answers) {
        if (!loop.runUntil(() -> told >= answers, PATIENCE)) {
            throw new BenchmarkException("A held request was not answered after " + told);
        }
    }

    private long held() {
        return sessions.stream()
                .filter(session -> session.link() instanceof BoshLink link && link.isHeld())
                .count();
    }

    @Override
    public void frame(Link link, byte[] bytes, int from, int to) {
        if (Frame.startsWith(bytes, from, to, MESSAGE)) {
            told++;
        } else if (!Keepalive.answered(link, bytes, from, to)) {
            throw new BenchmarkException("Nobody asked for: " + Frame.text(bytes, from, to));
        }
    }

    @Override
    public void closed(Link link, String reason) {
        throw new BenchmarkException("A session was lost: " + reason);
    }

    @Override
    public void connected(Link link) {
        throw new IllegalStateException("asked before the link stood");
    }

    @Override
    public void secured(Link link) {
        throw new IllegalStateException("TLS is not used here");
    }
}
