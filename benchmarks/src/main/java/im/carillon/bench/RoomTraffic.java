package im.carillon.bench;

import java.time.Duration;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Links that all get what one of them says. The first one speaks: each message that comes back to it makes the next
 * leave, what comes back together together.
 */
final class RoomTraffic {
    static final byte[] BODY = Frame.bytes("<body>");
    private static final byte[] ERROR = Frame.bytes("type='error'");
    private static final Duration STALLED = Duration.ofSeconds(20);

    private final LoadLoop loop;
    private final List<Session> sessions;
    private final CpuClock measured;
    private final CpuClock load;
    private final LongFunction<String> message;
    private boolean running;
    private long sent;
    private long arrived;

    /** @param message what is said, by its number, with a body */
    RoomTraffic(LoadLoop loop, List<Session> sessions, CpuClock measured, CpuClock load, LongFunction<String> message) {
        this.loop = loop;
        this.sessions = sessions;
        this.measured = measured;
        this.load = load;
        this.message = message;
        for (int i = 0; i < sessions.size(); i++) {
            sessions.get(i).link().handOverTo(new Listener(i == 0));
        }
    }

    /** As the server takes it. */
    static LongFunction<String> stanzas(int body) {
        String text = "x".repeat(body);
        return number -> "<message type='groupchat' to='" + Occupants.ROOM + "' id='m" + number + "'><body>" + text
                + "</body></message>";
    }

    /** As the relay takes it: as long as what the server sends. */
    static LongFunction<String> lines(int body) {
        String text = "<body>" + "x".repeat(body + 250) + "\n";
        return number -> text;
    }

    /** An operation is one copy that arrives. */
    Sample run(int inFlight, Duration duration) {
        long arrivedBefore = arrived;
        long measuredBefore = measured.nanos();
        long loadBefore = load.nanos();
        long began = System.nanoTime();
        running = true;
        Link speaker = sessions.getFirst().link();
        for (int i = 0; i < inFlight; i++) {
            speaker.send(next());
        }
        speaker.flush();
        loop.runFor(duration);
        running = false;
        double elapsed = System.nanoTime() - began;
        seeHome();
        double cpu = measured.nanos() - measuredBefore;
        double loadCpu = load.nanos() - loadBefore;
        long operations = arrived - arrivedBefore;
        return new Sample(
                operations, cpu / operations / 1e3, operations / elapsed * 1e9, cpu / elapsed, loadCpu / elapsed);
    }

    private void seeHome() {
        long seen = -1;
        while (seen < arrived && arrived < sent * sessions.size()) {
            seen = arrived;
            loop.runUntil(() -> arrived == sent * sessions.size(), STALLED);
        }
        if (arrived != sent * sessions.size()) {
            throw new BenchmarkException(sent * sessions.size() - arrived + " copies were lost");
        }
    }

    private byte[] next() {
        return Frame.bytes(message.apply(++sent));
    }

    private final class Listener implements LinkHandler {
        private final boolean speaks;

        Listener(boolean speaks) {
            this.speaks = speaks;
        }

        @Override
        public void frame(Link link, byte[] bytes, int from, int to) {
            if (Frame.indexOf(bytes, from, to, BODY) >= 0) {
                arrived++;
                if (speaks && running) {
                    link.send(next());
                }
            } else if (Frame.indexOf(bytes, from, to, ERROR) >= 0) {
                throw new BenchmarkException("The room refused: " + Frame.text(bytes, from, to));
            } else {
                Keepalive.answered(link, bytes, from, to);
            }
        }

        @Override
        public void closed(Link link, String reason) {
            throw new BenchmarkException("An occupant was lost: " + reason);
        }

        @Override
        public void connected(Link link) {
            throw new IllegalStateException("in the room before the link stood");
        }

        @Override
        public void secured(Link link) {
            throw new IllegalStateException("in the room before the link was secured");
        }
    }
}
