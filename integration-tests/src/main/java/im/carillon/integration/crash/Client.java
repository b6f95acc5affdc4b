package im.carillon.integration.crash;

import im.carillon.integration.Account;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.xml.stream.XMLStreamException;

/**
 * A client that keeps every count of stream management itself (XEP-0198), over as many connections as
 * it takes: what the server has not acknowledged it sends again. Its own thread reads; any thread may
 * send.
 */
final class Client {

    /** What the ids of publications begin with. */
    static final String PUBLISHED = "p";

    private static final long PATIENCE_SECONDS = 60;
    private static final String PUBSUB = "http://jabber.org/protocol/pubsub";

    private final Account account;
    private final int port;
    private final Deque<String> unacknowledged = new ArrayDeque<>();
    private final List<Integer> received = new ArrayList<>();
    private final Set<String> answered = new HashSet<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Seen> answers = new LinkedBlockingQueue<>();
    private Optional<Wire> wire = Optional.empty();
    private Optional<String> resumption = Optional.empty();
    private CountDownLatch gone = new CountDownLatch(0);
    private int handled;
    private int acknowledged;
    private int resumptions;
    private int refusals;
    private int resent;

    Client(Account account, int port) {
        this.account = account;
        this.port = port;
    }

    String address() {
        return account.address() + "/crash";
    }

    /** The address of the account. */
    String account() {
        return account.address().toString();
    }

    /** Connects, and resumes the session of the last connection if there was one. */
    void connect() throws IOException, XMLStreamException, InterruptedException {
        gone.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        Wire opened = new Wire(port);
        opened.next();
        String plain = Base64.getEncoder()
                .encodeToString(("\0" + account.name() + "\0" + account.password()).getBytes(StandardCharsets.UTF_8));
        opened.write("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + plain + "</auth>");
        expect(opened.next(), "success");
        opened.restart();
        opened.next();
        begin(opened);
    }

    private synchronized void begin(Wire opened) throws IOException, XMLStreamException {
        if (resumption.isEmpty() || !resume(opened)) {
            opened.write("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
                    + "<resource>crash</resource></bind></iq>");
            expect(opened.next(), "iq");
            opened.write("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
            Seen enabled = expect(opened.next(), "enabled");
            resumption = Optional.of(enabled.attribute("id"));
            handled = 0;
            acknowledged = 0;
            unacknowledged.addFirst("<presence/>");
        }
        wire = Optional.of(opened);
        for (String stanza : unacknowledged) {
            opened.write(stanza);
        }
        opened.write("<r xmlns='urn:xmpp:sm:3'/>");
        gone = new CountDownLatch(1);
        Thread.ofVirtual().name("crash-client").start(() -> readAll(opened));
    }

    private boolean resume(Wire opened) throws IOException, XMLStreamException {
        opened.write("<resume xmlns='urn:xmpp:sm:3' previd='" + resumption.orElseThrow() + "' h='" + handled + "'/>");
        Seen answer = opened.next();
        if (!answer.name().equals("resumed")) {
            refusals++;
            return false;
        }
        resumptions++;
        acknowledge(answer);
        resent += unacknowledged.size();
        return true;
    }

    private static Seen expect(Seen seen, String name) throws IOException {
        if (!seen.name().equals(name)) {
            throw new IOException("expected " + name + ", but there came " + seen);
        }
        return seen;
    }

    private void readAll(Wire from) {
        try {
            while (true) {
                handle(from, from.next());
            }
        } catch (IOException | XMLStreamException e) {
            lost(from);
        } catch (IllegalStateException e) {
            complaints.add(e.getMessage());
            lost(from);
        }
    }

    /** What the server refused. */
    synchronized List<String> complaints() {
        return List.copyOf(complaints);
    }

    private synchronized void lost(Wire from) {
        from.close();
        if (wire.filter(current -> current == from).isPresent()) {
            wire = Optional.empty();
        }
        gone.countDown();
        notifyAll();
    }

    private synchronized void handle(Wire from, Seen seen) throws IOException {
        switch (seen.name()) {
            case "r" -> from.write("<a xmlns='urn:xmpp:sm:3' h='" + handled + "'/>");
            case "a" -> acknowledge(seen);
            default -> {
                if (seen.isStanza()) {
                    handled++;
                    take(seen);
                }
            }
        }
        notifyAll();
    }

    /**
     * A publication whose answer was lost with the server is answered anew, with an error that says so; whether
     * it is in the node is counted at the end.
     */
    private static boolean isAnswerToPublication(Seen stanza) {
        return stanza.name().equals("iq")
                && stanza.attribute("id").startsWith(PUBLISHED)
                && (stanza.attribute("type").equals("result")
                        || stanza.find("resource-constraint").isPresent());
    }

    /**
     * A server that is killed right after it has answered does not know that it has, and says that the answer
     * is lost. Nobody waits for it any more.
     */
    private boolean isSecondAnswer(Seen stanza) {
        return stanza.name().equals("iq")
                && answered.contains(stanza.attribute("id"))
                && stanza.find("resource-constraint").isPresent();
    }

    private void take(Seen stanza) {
        if (isAnswerToPublication(stanza)) {
            return;
        }
        if (stanza.attribute("type").equals("result")) {
            answered.add(stanza.attribute("id"));
        } else if (isSecondAnswer(stanza)) {
            return;
        }
        if (stanza.attribute("type").equals("error")) {
            throw new IllegalStateException("refused: " + stanza);
        }
        if (stanza.find("result").isPresent() || !stanza.name().equals("message")) {
            answers.add(stanza);
        } else if (stanza.find("event").isPresent()) {
            stanza.find("items").ifPresent(items -> items.children().forEach(this::takeItem));
        } else {
            stanza.find("body").ifPresent(body -> received.add(Integer.parseInt(body.text())));
        }
    }

    private void takeItem(Seen item) {
        received.add(Integer.parseInt(item.attribute("id")));
    }

    private void acknowledge(Seen answer) {
        int count = Integer.parseUnsignedInt(answer.attribute("h"));
        while (acknowledged < count) {
            unacknowledged.remove();
            acknowledged++;
        }
    }

    /** Sends a stanza; without a connection it goes out with the next one. */
    synchronized void send(String stanza) {
        unacknowledged.add(stanza);
        write(stanza);
    }

    /** Asks how much is handled. */
    synchronized void request() {
        write("<r xmlns='urn:xmpp:sm:3'/>");
    }

    private void write(String xml) {
        wire.ifPresent(open -> {
            try {
                open.write(xml);
            } catch (IOException e) {
                lost(open);
            }
        });
    }

    /** Blocks while more than so many stanzas are unacknowledged; false when the connection is gone. */
    synchronized boolean awaitRoom(int most) throws InterruptedException {
        while (wire.isPresent() && unacknowledged.size() > most) {
            wait(100);
        }
        return wire.isPresent();
    }

    synchronized int acknowledgedMessages() {
        return acknowledged;
    }

    synchronized List<Integer> received() {
        return List.copyOf(received);
    }

    synchronized int resumptions() {
        return resumptions;
    }

    synchronized int refusals() {
        return refusals;
    }

    synchronized int resent() {
        return resent;
    }

    /** Sends something and waits for the next stanza of a kind. */
    void ask(String kind, String stanza) throws InterruptedException {
        answers.clear();
        send(stanza);
        while (!next().name().equals(kind)) {
            // something else came first
        }
    }

    private Seen next() throws InterruptedException {
        Seen seen = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (seen == null) {
            throw new IllegalStateException("the server does not answer");
        }
        return seen;
    }

    /**
     * The numbers in an archive, oldest first (XEP-0313).
     *
     * @param of the address of a room; empty for that of the account
     */
    List<Integer> archive(String of) throws InterruptedException {
        String to = of.isEmpty() ? "" : " to='" + of + "'";
        List<Integer> numbers = new ArrayList<>();
        String after = "";
        while (true) {
            answers.clear();
            send("<iq type='set' id='archive'" + to
                    + "><query xmlns='urn:xmpp:mam:2'><set xmlns='http://jabber.org/protocol/rsm'>" + "<max>100</max>"
                    + after + "</set></query></iq>");
            Seen page = readPage(numbers);
            Seen fin = page.find("fin").orElseThrow(() -> new IllegalStateException("no archive: " + page));
            if (fin.attribute("complete").equals("true")) {
                return numbers;
            }
            after = "<after>" + fin.find("last").orElseThrow().text() + "</after>";
        }
    }

    private Seen readPage(List<Integer> numbers) throws InterruptedException {
        while (true) {
            Seen seen = next();
            if (seen.name().equals("iq")) {
                return seen;
            }
            seen.find("body").ifPresent(body -> numbers.add(Integer.parseInt(body.text())));
        }
    }

    /**
     * The numbers that a node keeps, oldest first (XEP-0060 §6.5, XEP-0059).
     *
     * @param of the address that has the node; empty for the own account
     */
    List<Integer> items(String of, String node) throws InterruptedException {
        String to = of.isEmpty() ? "" : " to='" + of + "'";
        List<Integer> numbers = new ArrayList<>();
        String after = "";
        while (true) {
            answers.clear();
            send("<iq type='get' id='items'" + to + "><pubsub xmlns='" + PUBSUB + "'><items node='" + node
                    + "'/><set xmlns='http://jabber.org/protocol/rsm'><max>500</max>" + after
                    + "</set></pubsub></iq>");
            Seen page = next();
            Seen items = page.find("items").orElseThrow(() -> new IllegalStateException("no items: " + page));
            if (items.children().isEmpty()) {
                return numbers;
            }
            items.children().forEach(item -> numbers.add(Integer.parseInt(item.attribute("id"))));
            after = "<after>" + page.find("last").orElseThrow().text() + "</after>";
        }
    }

    /** Cuts the connection. */
    synchronized void close() {
        wire.ifPresent(this::lost);
    }

    @Override
    public synchronized String toString() {
        return account.name() + ": " + (wire.isPresent() ? "connected" : "not connected") + ", " + unacknowledged.size()
                + " unacknowledged after " + acknowledged + ", " + handled + " handled, " + received.size()
                + " messages received";
    }
}
