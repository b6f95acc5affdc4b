package im.carillon.bench;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Sessions on their way into one room, which the first of them makes. */
final class Occupants {
    static final String ROOM = "bench@conference." + Server.DOMAIN;
    private static final byte[] ENTERED = Frame.bytes("<subject");
    private static final byte[] CONFIGURED = Frame.bytes("id='open'");
    private static final byte[] PRESENCE = Frame.bytes("<presence");
    private static final byte[] ERROR = Frame.bytes("type='error'");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LoadLoop loop;
    private final List<Session> sessions;
    private int inside;
    private int configured;
    private long presences;

    Occupants(LoadLoop loop, List<Session> sessions) {
        this.loop = loop;
        this.sessions = sessions;
        sessions.forEach(session -> session.link().handOverTo(new Newcomer()));
    }

    /** How many are in the room. */
    int inside() {
        return inside;
    }

    /** Makes the room. */
    void make() {
        enter();
        configure("");
    }

    /** Whether those who have no voice to speak of are announced to the others: with them, entering costs for each. */
    void announce(boolean everybody) {
        StringBuilder roles =
                new StringBuilder("<field var='muc#roomconfig_presencebroadcast'><value>moderator</value>");
        if (everybody) {
            roles.append("<value>participant</value><value>visitor</value>");
        }
        configure(roles.append("</field>").toString());
    }

    private void configure(String fields) {
        int before = configured;
        String type = "<field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#roomconfig</value></field>";
        send(
                0,
                "<iq type='set' id='open' to='" + ROOM + "'><query xmlns='http://jabber.org/protocol/muc#owner'>"
                        + "<x xmlns='jabber:x:data' type='submit'>" + type + fields + "</x></query></iq>");
        await(() -> configured > before);
    }

    /** Lets some more in, one after the other. */
    void enter(int count) {
        for (int i = 0; i < count; i++) {
            enter();
        }
    }

    private void enter() {
        int wanted = inside + 1;
        send(
                inside,
                "<presence to='" + ROOM + "/n" + inside + "'><x xmlns='http://jabber.org/protocol/muc'>"
                        + "<history maxchars='0'/></x></presence>");
        await(() -> inside == wanted);
    }

    /** Runs until everybody has been told of so many presences. */
    void awaitPresences(long count) {
        await(() -> presences >= count);
    }

    void forgetPresences() {
        presences = 0;
    }

    private void await(BooleanSupplier condition) {
        if (!loop.runUntil(condition, PATIENCE)) {
            throw new BenchmarkException("Only " + inside + " of " + sessions.size() + " are in the room");
        }
    }

    private void send(int index, String frame) {
        Link link = sessions.get(index).link();
        link.send(Frame.bytes(frame));
        link.flush();
    }

    private final class Newcomer implements LinkHandler {
        @Override
        public void frame(Link link, byte[] bytes, int from, int to) {
            if (Frame.indexOf(bytes, from, to, ERROR) >= 0) {
                throw new BenchmarkException("The room refused: " + Frame.text(bytes, from, to));
            }
            if (Frame.indexOf(bytes, from, to, PRESENCE) >= 0) {
                presences++;
            } else if (Frame.indexOf(bytes, from, to, ENTERED) >= 0) {
                inside++;
            } else if (Frame.indexOf(bytes, from, to, CONFIGURED) >= 0) {
                configured++;
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
