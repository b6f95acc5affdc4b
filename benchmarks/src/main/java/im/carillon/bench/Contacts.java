package im.carillon.bench;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Somebody with contacts who keep items in nodes of their own (XEP-0163), and whose client says in its capabilities
 * that it wants to know of them (XEP-0115).
 */
final class Contacts {
    static final int ITEMS = 5;
    static final int FEATURES = 20;

    private static final String PUBSUB = "http://jabber.org/protocol/pubsub";
    private static final byte[] EVENT = Frame.bytes("pubsub#event");
    private static final byte[] DISCO = Frame.bytes("disco#info");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LoadLoop loop;
    private int events;

    Contacts(LoadLoop loop) {
        this.loop = loop;
    }

    /** Lets the first of these see the others, who publish. */
    void make(List<Session> sessions) {
        Asking asking = new Asking(loop, sessions);
        Session reader = sessions.getFirst();
        for (Session contact : sessions.subList(1, sessions.size())) {
            // granted beforehand, so that nobody has to wait for anybody (RFC 6121 §3.4)
            asking.send(contact, "<presence type='subscribed' to='" + bare(reader) + "'/>");
            for (int i = 0; i < ITEMS; i++) {
                asking.ask(
                        contact,
                        "set",
                        "",
                        "<pubsub xmlns='" + PUBSUB + "'><publish node='" + node(i)
                                + "'><item id='current'><note xmlns='urn:example:bench'>A word or two</note></item>"
                                + "</publish></pubsub>");
            }
        }
        asking.await();
        for (Session contact : sessions.subList(1, sessions.size())) {
            asking.send(reader, "<presence type='subscribe' to='" + bare(contact) + "'/>");
        }
        asking.ask(reader, "get", "", "<query xmlns='jabber:iq:roster'/>");
        asking.await();
    }

    private static String bare(Session session) {
        return session.address().substring(0, session.address().indexOf('/'));
    }

    private static String node(int number) {
        return "urn:example:bench:" + number;
    }

    /** Becomes available, and gets the newest item of each node of so many contacts. */
    void arrive(Session session, int contacts) {
        events = 0;
        session.link().handOverTo(new Reader());
        session.link()
                .send(Frame.bytes("<presence><c xmlns='http://jabber.org/protocol/caps' hash='sha-1'"
                        + " node='urn:example:bench' ver='" + hash() + "'/></presence>"));
        session.link().flush();
        if (!loop.runUntil(() -> events == contacts * ITEMS, PATIENCE)) {
            throw new BenchmarkException(events + " items came instead of " + contacts * ITEMS);
        }
    }

    private static List<String> features() {
        TreeSet<String> sorted = new TreeSet<>(
                IntStream.range(0, FEATURES).mapToObj(i -> node(i) + "+notify").toList());
        sorted.add("http://jabber.org/protocol/disco#info");
        return List.copyOf(sorted);
    }

    private static String hash() {
        byte[] text = Frame.bytes("client/pc//Bench<" + String.join("<", features()) + "<");
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    private static String answer(String question) {
        StringBuilder features = new StringBuilder();
        features()
                .forEach(feature ->
                        features.append("<feature var='").append(feature).append("'/>"));
        return "<iq type='result' id='" + Frame.attribute(question, "id") + "' to='"
                + Frame.attribute(question, "from")
                + "'><query xmlns='http://jabber.org/protocol/disco#info'>"
                + "<identity category='client' type='pc' name='Bench'/>" + features + "</query></iq>";
    }

    private final class Reader implements LinkHandler {
        @Override
        public void frame(Link link, byte[] bytes, int from, int to) {
            if (Frame.indexOf(bytes, from, to, EVENT) >= 0) {
                events++;
            } else if (Frame.indexOf(bytes, from, to, DISCO) >= 0) {
                link.send(Frame.bytes(answer(Frame.text(bytes, from, to))));
            } else {
                Keepalive.answered(link, bytes, from, to);
            }
        }

        @Override
        public void closed(Link link, String reason) {
            throw new BenchmarkException("A reader was lost: " + reason);
        }

        @Override
        public void connected(Link link) {
            throw new IllegalStateException("reads before the link stood");
        }

        @Override
        public void secured(Link link) {
            throw new IllegalStateException("reads before the link was secured");
        }
    }
}
