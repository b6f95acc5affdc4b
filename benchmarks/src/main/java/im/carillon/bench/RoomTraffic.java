package im.carillon.bench;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Sessions that are all in one room. The one that made it speaks: each message that comes back makes the next leave. */
final class RoomTraffic {
    private static final String ROOM = "bench@conference." + Server.DOMAIN;
    private static final byte[] ENTERED = Frame.bytes("<subject");
    private static final byte[] CONFIGURED = Frame.bytes("id='open'");
    private static final byte[] BODY = Frame.bytes("<body>");
    private static final byte[] ERROR = Frame.bytes("type='error'");
    private static final Duration STALLED = Duration.ofSeconds(10);

    private final LoadLoop loop;
    private final List<Session> sessions;
    private final String text;
    private int inside;
    private boolean open;
    private boolean running;
    private long sent;
    private long arrived;

    RoomTraffic(LoadLoop loop, List<Session> sessions, int body) {
        this.loop = loop;
        this.sessions = sessions;
        this.text = "x".repeat(body);
    }

    /** Makes the room and lets everybody in. */
    void fill(Duration patience) {
        for (int i = 0; i < sessions.size(); i++) {
            sessions.get(i).link().handOverTo(new RoomEnd(i));
        }
        enter(0);
        await(() -> inside == 1, patience);
        send(
                0,
                "<iq type='set' id='open' to='" + ROOM + "'><query xmlns='http://jabber.org/protocol/muc#owner'>"
                        + "<x xmlns='jabber:x:data' type='submit'/></query></iq>");
        await(() -> open, patience);
        for (int i = 1; i < sessions.size(); i++) {
            enter(i);
            int wanted = i + 1;
            await(() -> inside == wanted, patience);
        }
    }

    private void enter(int index) {
        send(
                index,
                "<presence to='" + ROOM + "/n" + index + "'><x xmlns='http://jabber.org/protocol/muc'>"
                        + "<history maxchars='0'/></x></presence>");
    }

    private void await(BooleanSupplier condition, Duration patience) {
        if (!loop.runUntil(condition, patience)) {
            throw new BenchmarkException("Only " + inside + " of " + sessions.size() + " are in the room");
        }
    }

    private void send(int index, String frame) {
        Link link = sessions.get(index).link();
        link.send(Frame.bytes(frame));
        link.flush();
    }

    /** An operation is one copy that arrives. */
    Sample run(int inFlight, Duration duration, CpuClock measured, CpuClock load) {
        long arrivedBefore = arrived;
        long measuredBefore = measured.nanos();
        long loadBefore = load.nanos();
        long began = System.nanoTime();
        running = true;
        for (int i = 0; i < inFlight; i++) {
            send(0, next());
        }
        loop.runFor(duration);
        running = false;
        double elapsed = System.nanoTime() - began;
        double cpu = measured.nanos() - measuredBefore;
        double loadCpu = load.nanos() - loadBefore;
        long operations = arrived - arrivedBefore;
        if (operations == 0 || !loop.runUntil(() -> arrived == sent * sessions.size(), STALLED)) {
            throw new BenchmarkException((sent * sessions.size() - arrived) + " copies were lost");
        }
        return new Sample(
                operations, cpu / operations / 1e3, operations / elapsed * 1e9, cpu / elapsed, loadCpu / elapsed);
    }

    private String next() {
        sent++;
        return "<message type='groupchat' to='" + ROOM + "' id='m" + sent + "'><body>" + text + "</body></message>";
    }

    /** One occupant; the first one, who made the room and is not held to any pace, is the one who speaks. */
    private final class RoomEnd implements LinkHandler {
        private final int index;

        RoomEnd(int index) {
            this.index = index;
        }

        @Override
        public void frame(Link link, byte[] bytes, int from, int to) {
            if (Frame.indexOf(bytes, from, to, ERROR) >= 0) {
                throw new BenchmarkException("The room refused: " + Frame.text(bytes, from, to));
            }
            if (Frame.indexOf(bytes, from, to, BODY) >= 0) {
                arrived++;
                if (index == 0 && running) {
                    link.send(Frame.bytes(next()));
                }
            } else if (Frame.indexOf(bytes, from, to, ENTERED) >= 0) {
                inside++;
            } else if (Frame.indexOf(bytes, from, to, CONFIGURED) >= 0) {
                open = true;
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
