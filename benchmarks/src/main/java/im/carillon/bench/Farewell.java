package im.carillon.bench;

import java.time.Duration;
import java.util.List;

/** Ends sessions in order (RFC 6120 §4.4) and waits until the server let them go. */
final class Farewell implements LinkHandler {
    private static final byte[] STREAM_END = Frame.bytes("</stream:stream>");
    private static final byte[] BODY_END = Frame.bytes("<body");
    private static final byte[] CLOSE = Frame.bytes("<close");
    private static final int AT_A_TIME = 1_000;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private int open;

    private Farewell() {}

    /** Some at a time: over BOSH, a farewell needs a connection of its own. */
    static void to(List<Session> sessions, LoadLoop loop) {
        for (int i = 0; i < sessions.size(); i += AT_A_TIME) {
            together(sessions.subList(i, Math.min(sessions.size(), i + AT_A_TIME)), loop);
        }
    }

    private static void together(List<Session> sessions, LoadLoop loop) {
        Farewell farewell = new Farewell();
        for (Session session : sessions) {
            farewell.open++;
            session.link().handOverTo(farewell);
            session.link().end();
            session.link().flush();
        }
        if (!loop.runUntil(() -> farewell.open == 0, LIMIT)) {
            throw new BenchmarkException(farewell.open + " streams were not closed by the server");
        }
    }

    @Override
    public void frame(Link link, byte[] bytes, int from, int to) {
        if (Frame.startsWith(bytes, from, to, STREAM_END)
                || Frame.startsWith(bytes, from, to, CLOSE)
                || Frame.startsWith(bytes, from, to, BODY_END)) {
            link.abort();
            open--;
        }
    }

    @Override
    public void closed(Link link, String reason) {
        open--;
    }

    @Override
    public void connected(Link link) {}

    @Override
    public void secured(Link link) {}
}
