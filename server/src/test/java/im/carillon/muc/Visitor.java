package im.carillon.muc;

import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A client in a room, or on its way there. */
record Visitor(RawClient client, String room) implements AutoCloseable {

    static final String USER = "http://jabber.org/protocol/muc#user";
    static final String ADMIN = "http://jabber.org/protocol/muc#admin";
    static final String OWNER = "http://jabber.org/protocol/muc#owner";

    static Visitor of(TestServer server, String name, String room) throws IOException {
        return new Visitor(server.online(name, "r"), room + "@conference.localhost");
    }

    static Visitor of(TestServer server, String name, String resource, String room) throws IOException {
        return new Visitor(server.online(name, resource), room + "@conference.localhost");
    }

    /** Makes a room with the defaults, changed by these fields. */
    static Visitor owning(TestServer server, String name, String room, String... fields) throws IOException {
        Visitor owner = of(server, name, room);
        owner.enter(name);
        owner.configure(fields);
        owner.client.drain();
        return owner;
    }

    Visitor send(String xml) throws IOException {
        client.send(xml);
        return this;
    }

    /** Asks to enter and returns the answer: self-presence, or an error. */
    XmlElement enter(String nick) throws IOException {
        return enter(nick, "");
    }

    XmlElement enter(String nick, String payload) throws IOException {
        client.send("<presence to='" + room + "/" + nick + "'><x xmlns='http://jabber.org/protocol/muc'>" + payload
                + "</x></presence>");
        return client.receive(e -> e.name().equals("presence") && (isSelf(e) || isError(e)));
    }

    /** Enters and reads up to the subject. */
    Visitor entered(String nick) throws IOException {
        XmlElement answer = enter(nick);
        if (isError(answer)) {
            throw new AssertionError("not let in: " + answer);
        }
        client.receive(e -> e.name().equals("message") && e.hasChild(Namespaces.CLIENT, "subject"));
        return this;
    }

    void configure(String... fields) throws IOException {
        XmlElement answer = client.ask("set", "configure", room, form(fields));
        if (isError(answer)) {
            throw new AssertionError("not configured: " + answer);
        }
    }

    /** Name and value by turns. */
    static String form(String... fields) {
        StringBuilder form = new StringBuilder("<query xmlns='" + OWNER + "'><x xmlns='jabber:x:data' type='submit'>");
        if (fields.length > 0) {
            form.append("<field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#roomconfig</value></field>");
        }
        for (int i = 0; i < fields.length; i += 2) {
            form.append("<field var='muc#roomconfig_")
                    .append(fields[i])
                    .append("'><value>")
                    .append(fields[i + 1])
                    .append("</value></field>");
        }
        return form.append("</x></query>").toString();
    }

    XmlElement configureAnd(String... fields) throws IOException {
        return client.ask("set", "configure-" + System.nanoTime(), room, form(fields));
    }

    XmlElement admin(String items) throws IOException {
        return client.ask(
                "set", "admin-" + System.nanoTime(), room, "<query xmlns='" + ADMIN + "'>" + items + "</query>");
    }

    XmlElement list(String attribute, String value) throws IOException {
        return client.ask(
                "get",
                "list-" + System.nanoTime(),
                room,
                "<query xmlns='" + ADMIN + "'><item " + attribute + "='" + value + "'/></query>");
    }

    XmlElement role(String nick, String role) throws IOException {
        return admin("<item nick='" + nick + "' role='" + role + "'/>");
    }

    XmlElement affiliation(String account, String affiliation) throws IOException {
        return admin("<item jid='" + account + "@localhost' affiliation='" + affiliation + "'/>");
    }

    void say(String id, String text) throws IOException {
        client.send("<message to='" + room + "' type='groupchat' id='" + id + "'><body>" + text + "</body></message>");
    }

    XmlElement hear(String id) throws IOException {
        return client.receive(
                e -> e.name().equals("message") && e.attributeOr("id", "").equals(id));
    }

    /** The next presence of somebody in the room. */
    XmlElement see(String nick) throws IOException {
        return client.receive(
                e -> e.name().equals("presence") && e.attributeOr("from", "").equals(room + "/" + nick));
    }

    List<XmlElement> rest() throws IOException {
        return new ArrayList<>(client.drain());
    }

    static boolean isError(XmlElement stanza) {
        return stanza.attributeOr("type", "").equals("error");
    }

    static boolean isSelf(XmlElement presence) {
        return codes(presence).contains("110");
    }

    static Set<String> codes(XmlElement stanza) {
        Set<String> codes = new TreeSet<>();
        stanza.child(USER, "x")
                .ifPresent(
                        x -> x.children(USER, "status").forEach(status -> codes.add(status.attributeOr("code", ""))));
        return codes;
    }

    static Optional<XmlElement> item(XmlElement stanza) {
        return stanza.child(USER, "x").flatMap(x -> x.child(USER, "item"));
    }

    static String item(XmlElement stanza, String attribute) {
        return item(stanza).map(i -> i.attributeOr(attribute, "")).orElse("");
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
