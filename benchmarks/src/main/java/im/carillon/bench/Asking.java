package im.carillon.bench;

import java.time.Duration;
import java.util.List;

/** Sends requests of several sessions and waits for as many results: what has to stand before something is measured. */
final class Asking implements LinkHandler {
    private static final byte[] RESULT = Frame.bytes("type='result'");
    private static final byte[] ERROR = Frame.bytes("type='error'");
    private static final byte[] IQ = Frame.bytes("<iq");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LoadLoop loop;
    private int asked;
    private int answered;

    Asking(LoadLoop loop, List<Session> sessions) {
        this.loop = loop;
        sessions.forEach(session -> session.link().handOverTo(this));
    }

    /** Queues a request with this payload; an empty address stands for the own account. */
    void ask(Session session, String type, String to, String payload) {
        asked++;
        String address = to.isEmpty() ? "" : " to='" + to + "'";
        send(session, "<iq type='" + type + "' id='a" + asked + "'" + address + ">" + payload + "</iq>");
    }

    void send(Session session, String stanza) {
        session.link().send(Frame.bytes(stanza));
        session.link().flush();
    }

    /** Runs until everything is answered. */
    void await() {
        if (!loop.runUntil(() -> answered == asked, PATIENCE)) {
            throw new BenchmarkException(asked - answered + " requests were not answered");
        }
    }

    @Override
    public void frame(Link link, byte[] bytes, int from, int to) {
        if (Frame.indexOf(bytes, from, to, ERROR) >= 0) {
            throw new BenchmarkException("The server refused: " + Frame.text(bytes, from, to));
        }
        if (Frame.startsWith(bytes, from, to, IQ) && Frame.indexOf(bytes, from, to, RESULT) >= 0) {
            answered++;
        } else {
            Keepalive.answered(link, bytes, from, to);
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
        throw new IllegalStateException("asked before the link was secured");
    }
}
