package im.carillon.bosh;

import im.carillon.bosh.BoshClient.HttpAnswer;
import im.carillon.testkit.TestServer;
import im.carillon.xml.Namespaces;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;

/** A client that protects its requests with a sequence of keys (XEP-0124 §15). */
final class KeyedClient {

    private final BoshClient client;
    private final Deque<String> keys;

    private KeyedClient(BoshClient client, Deque<String> keys) {
        this.client = client;
        this.keys = keys;
    }

    static KeyedClient begin(TestServer server, int length) throws IOException {
        Deque<String> keys = new ArrayDeque<>();
        keys.push(sha1("a seed"));
        for (int i = 1; i < length; i++) {
            keys.push(sha1(keys.element()));
        }
        BoshClient client = BoshClient.of(server);
        client.begin("to='localhost' ver='1.11' wait='60' hold='1' newkey='" + keys.pop() + "'");
        return new KeyedClient(client, keys);
    }

    KeyedClient attachedTo(TestServer server) {
        return new KeyedClient(client.attachedTo(server), keys);
    }

    void login(String name) throws IOException {
        String response =
                Base64.getEncoder().encodeToString(("\0" + name + "\0" + name).getBytes(StandardCharsets.UTF_8));
        ask("<auth xmlns='" + Namespaces.SASL + "' mechanism='PLAIN'>" + response + "</auth>");
        client.ask("key='" + keys.pop() + "' to='localhost' xmpp:restart='true' xmlns:xmpp='urn:xmpp:xbosh'", "");
        ask("<iq type='set' id='bind' xmlns='jabber:client'><bind xmlns='" + Namespaces.BIND + "'/></iq>");
    }

    HttpAnswer ask(String payload) throws IOException {
        return ask(payload, keys.pop());
    }

    HttpAnswer ask(String payload, String key) throws IOException {
        return client.ask("key='" + key + "'", payload);
    }

    private static String sha1(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
