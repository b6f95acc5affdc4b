package im.carillon.stream.sasl2;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Module;
import com.google.inject.multibindings.Multibinder;
import im.carillon.session.Session;
import im.carillon.stanza.Stanza;
import im.carillon.stanza.StanzaException;
import im.carillon.stream.Negotiation;
import im.carillon.stream.StreamState;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What other features add to a login (XEP-0388 §feature, XEP-0386 §bind-request). */
class InlineTest {

    private static final String SASL2 = "urn:xmpp:sasl:2";
    private static final String BIND2 = "urn:xmpp:bind:0";
    private static final String WAVES = "urn:example:waves";
    private static final String RESUME = "urn:example:resume";

    @RegisterExtension
    static final TestServer SERVER = new TestServer("", features());

    private static Module features() {
        return binder -> {
            Multibinder.newSetBinder(binder, BindFeature.class).addBinding().toInstance(new Waves());
            Multibinder.newSetBinder(binder, BoundMetadata.class)
                    .addBinding()
                    .toInstance(session -> Optional.of(XmlElement.of("urn:example:archive", "metadata")));
            Multibinder.newSetBinder(binder, InlineFeature.class).addBinding().toInstance(new Resume());
        };
    }

    /** Sends something to the session before the client knows that it has one. */
    private static final class Waves implements BindFeature {

        @Override
        public String namespace() {
            return WAVES;
        }

        @Override
        public Optional<XmlElement> enable(Session session, XmlElement request) {
            try {
                session.deliver(Stanza.of(XmlElement.of(Namespaces.CLIENT, "message")));
            } catch (StanzaException e) {
                throw new IllegalStateException(e);
            }
            return Optional.of(XmlElement.of(WAVES, "enabled", request.name()));
        }
    }

    /** Resumes nothing, or takes over the stream. */
    private static final class Resume implements InlineFeature {

        @Override
        public Optional<XmlElement> offer(StreamState state) {
            return Optional.of(XmlElement.of(RESUME, "resume"));
        }

        @Override
        public boolean accepts(XmlElement request) {
            return request.is(RESUME, "resume");
        }

        @Override
        public Optional<XmlElement> handle(Negotiation stream, XmlElement request) {
            try {
                if (request.text().isEmpty()) {
                    return Optional.of(XmlElement.of(RESUME, "failed"));
                }
                stream.bind(Optional.of(request.text()));
                return Optional.of(XmlElement.of(RESUME, "resumed"));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void featuresAreOffered() throws Exception {
        try (RawClient client = SERVER.connectSecurely()) {
            XmlElement inline = client.open()
                    .child(SASL2, "authentication")
                    .flatMap(offer -> offer.child(SASL2, "inline"))
                    .orElseThrow();
            assertThat(inline.hasChild(RESUME, "resume")).isTrue();
            List<String> features = inline
                    .child(BIND2, "bind")
                    .flatMap(bind -> bind.child(BIND2, "inline"))
                    .orElseThrow()
                    .children(BIND2, "feature")
                    .stream()
                    .map(feature -> feature.attributeOr("var", ""))
                    .toList();
            assertThat(features).contains(WAVES);
        }
    }

    @Test
    void whatTheSessionGetsComesBehindTheSuccess() throws Exception {
        try (RawClient client = logIn("<bind xmlns='" + BIND2 + "'><wave xmlns='" + WAVES + "'/></bind>")) {
            XmlElement bound = client.receive().child(BIND2, "bound").orElseThrow();
            assertThat(bound.childText(WAVES, "enabled")).contains("wave");
            assertThat(bound.hasChild("urn:example:archive", "metadata")).isTrue();
            assertThat(client.receive().is(Namespaces.STREAMS, "features")).isTrue();
            assertThat(client.receive().is(Namespaces.CLIENT, "message")).isTrue();
        }
    }

    /** XEP-0386 §bind-request: a resumed session has a resource already. */
    @Test
    void aResumedStreamIsNotBoundAgain() throws Exception {
        try (RawClient client = logIn("<bind xmlns='" + BIND2 + "'/><resume xmlns='" + RESUME + "'>earlier</resume>")) {
            XmlElement success = client.receive();
            assertThat(success.hasChild(RESUME, "resumed")).isTrue();
            assertThat(success.hasChild(BIND2, "bound")).isFalse();
            assertThat(success.childText(SASL2, "authorization-identifier")).contains("juliet@localhost/earlier");
        }
    }

    @Test
    void whereNothingIsResumedBindingFollows() throws Exception {
        try (RawClient client = logIn("<bind xmlns='" + BIND2 + "'/><resume xmlns='" + RESUME + "'/>")) {
            XmlElement success = client.receive();
            assertThat(success.hasChild(RESUME, "failed")).isTrue();
            assertThat(success.hasChild(BIND2, "bound")).isTrue();
        }
    }

    private static RawClient logIn(String children) throws Exception {
        SERVER.account("juliet");
        RawClient client = SERVER.connectSecurely();
        client.open();
        String response = Base64.getEncoder().encodeToString("\0juliet\0juliet".getBytes(StandardCharsets.UTF_8));
        client.send("<authenticate xmlns='" + SASL2 + "' mechanism='PLAIN'><initial-response>" + response
                + "</initial-response>" + children + "</authenticate>");
        return client;
    }
}
