package im.carillon.testkit;

import im.carillon.caps.ClientFeatures;
import im.carillon.session.Session;
import im.carillon.session.SessionRegistry;
import im.carillon.xml.XmlElement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Makes a test client say which nodes it wants to be notified of (XEP-0115, XEP-0060 §9.2). */
public final class NotifiedClient {

    private static final String DISCO = "http://jabber.org/protocol/disco#info";

    private NotifiedClient() {}

    /** Becomes available with these capabilities, and answers what the server asks about them, if it asks. */
    public static RawClient online(TestServer server, String name, String resource, String... nodes)
            throws IOException {
        RawClient client = server.login(name, resource);
        comesOnline(server, client, nodes);
        return client;
    }

    /** The same for a client that is logged in. What it gets because of it is there to be received. */
    public static void comesOnline(TestServer server, RawClient client, String... nodes) throws IOException {
        ClientFeatures features = server.server().get(ClientFeatures.class);
        Session session = server.server()
                .get(SessionRegistry.class)
                .find(client.address())
                .orElseThrow();
        client.send(presence(nodes));
        client.receive(e -> e.name().equals("presence")
                && e.attributeOr("from", "").equals(client.address().toString()));
        if (!features.of(session).notified().equals(Set.of(nodes))) {
            answer(client, client.receive(NotifiedClient::isQuestion), nodes);
            Awaitility.await().until(() -> features.of(session).notified().equals(Set.of(nodes)));
        }
    }

    public static boolean isQuestion(XmlElement element) {
        return element.name().equals("iq")
                && element.attributeOr("type", "").equals("get")
                && element.hasChild(DISCO, "query");
    }

    public static String presence(String... nodes) {
        return "<presence><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='urn:example:client' ver='"
                + hash(nodes) + "'/></presence>";
    }

    /** Answers a question of the server with these features, whatever the presence claimed. */
    public static void answer(RawClient client, XmlElement question, String... nodes) throws IOException {
        StringBuilder features = new StringBuilder();
        features(nodes)
                .forEach(feature ->
                        features.append("<feature var='").append(feature).append("'/>"));
        client.send("<iq type='result' id='" + question.attributeOr("id", "") + "' to='"
                + question.attributeOr("from", "") + "'><query xmlns='" + DISCO
                + "'><identity category='client' type='pc' name='Test'/>" + features + "</query></iq>");
    }

    private static List<String> features(String... nodes) {
        return Stream.concat(Stream.of(DISCO), Arrays.stream(nodes).map(node -> node + "+notify"))
                .sorted()
                .toList();
    }

    public static String hash(String... nodes) {
        String text = "client/pc//Test<" + String.join("<", features(nodes)) + '<';
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
