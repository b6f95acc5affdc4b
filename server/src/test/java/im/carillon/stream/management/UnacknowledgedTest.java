package im.carillon.stream.management;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client that never acknowledges anything (XEP-0198 §4) costs a bounded amount of memory and no message. */
class UnacknowledgedTest {

    private static final int MOST = 100;
    private static final int SENT = 130;

    @RegisterExtension
    static final TestServer SERVER = new TestServer("""
            [session]
            unacknowledged = 100
            """);

    @Test
    void itsSessionEndsAndTheNextOneGetsTheMessages() throws Exception {
        try (RawClient romeo = SERVER.online("romeo", "sender");
                RawClient juliet = SERVER.online("juliet", "silent")) {
            juliet.send("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
            juliet.receive(e -> e.name().equals("enabled"));
            for (int i = 1; i <= SENT; i++) {
                romeo.send(
                        "<message to='juliet@localhost' type='chat' id='m" + i + "'><body>" + i + "</body></message>");
            }
            XmlElement error = juliet.awaitEnd().orElseThrow();
            assertThat(error.hasChild(Namespaces.STREAM_ERRORS, "policy-violation"))
                    .isTrue();
            romeo.drain();
            try (RawClient next = SERVER.login("juliet", "next")) {
                next.send("<presence/>");
                List<Integer> bodies = new ArrayList<>();
                while (bodies.size() < SENT) {
                    bodies.add(Integer.parseInt(
                            next.receive(e -> e.name().equals("message") && e.hasChild(Namespaces.CLIENT, "body"))
                                    .childText(Namespaces.CLIENT, "body")
                                    .orElseThrow()));
                }
                assertThat(bodies)
                        .hasSizeGreaterThan(MOST)
                        .containsExactlyInAnyOrderElementsOf(
                                IntStream.rangeClosed(1, SENT).boxed().toList());
            }
        }
    }
}
