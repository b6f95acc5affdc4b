package im.carillon.stream.sasl2;

import im.carillon.jid.BareJid;
import im.carillon.session.Session;
import im.carillon.session.SessionKeys;
import im.carillon.session.SessionRegistry;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.StanzaException;
import im.carillon.stanza.StreamCondition;
import im.carillon.stanza.StreamException;
import im.carillon.storage.UnitOfWork;
import im.carillon.stream.Negotiation;
import im.carillon.timeline.Timelines;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** XEP-0386. */
@Singleton
final class Bind2 {

    private static final String NAMESPACE = "urn:xmpp:bind:0";

    private final List<BindFeature> features;
    private final Set<BoundMetadata> metadata;
    private final Resources resources;
    private final ClientSessions clients;
    private final SessionRegistry sessions;
    private final Timelines timelines;

    @Inject
    Bind2(
            Set<BindFeature> features,
            Set<BoundMetadata> metadata,
            Resources resources,
            ClientSessions clients,
            SessionRegistry sessions,
            Timelines timelines) {
        // the offer is the same every time: clients may cache it
        this.features = features.stream()
                .sorted(Comparator.comparing(BindFeature::namespace))
                .toList();
        this.metadata = metadata;
        this.resources = resources;
        this.clients = clients;
        this.sessions = sessions;
        this.timelines = timelines;
    }

    XmlElement offer() {
        XmlElement.Builder inline = XmlElement.builder(NAMESPACE, "inline");
        features.forEach(feature -> inline.child(XmlElement.builder(NAMESPACE, "feature")
                .attribute("var", feature.namespace())
                .build()));
        XmlElement offer = XmlElement.of(NAMESPACE, "bind");
        return features.isEmpty() ? offer : offer.withChild(inline.build());
    }

    static Optional<XmlElement> request(XmlElement authenticate) {
        return authenticate.child(NAMESPACE, "bind");
    }

    /** Binds the stream and enables what was asked for; answers {@code <bound/>}. */
    XmlElement bind(Negotiation stream, XmlElement request, UserAgent agent) throws StreamException {
        BareJid account = stream.state().account().orElseThrow();
        Optional<String> tag = request.childText(NAMESPACE, "tag").filter(text -> !text.isBlank());
        agent.id().flatMap(client -> clients.find(account, client)).ifPresent(this::replace);
        Session session = bind(stream, resources.make(account, tag, agent));
        agent.id().ifPresent(client -> clients.put(client, session));
        remember(session);

        XmlElement.Builder bound = XmlElement.builder(NAMESPACE, "bound");
        for (BindFeature feature : features) {
            request.childIn(feature.namespace())
                    .flatMap(wanted -> feature.enable(session, wanted))
                    .ifPresent(bound::child);
        }
        metadata.forEach(each -> each.describe(session).ifPresent(bound::child));
        return bound.build();
    }

    private void remember(Session session) {
        UnitOfWork unit = new UnitOfWork();
        session.put(SessionKeys.ARCHIVE_READ, timelines.newest(), unit);
        session.enter(unit);
    }

    private static Session bind(Negotiation stream, String resource) throws StreamException {
        try {
            return stream.bind(Optional.of(resource));
        } catch (StanzaException e) {
            // nothing in XEP-0386 says in a failure that the login itself was right
            StreamCondition condition = e.error().condition() == ErrorCondition.CONFLICT
                    ? StreamCondition.CONFLICT
                    : StreamCondition.RESOURCE_CONSTRAINT;
            throw new StreamException(condition, String.valueOf(e.getMessage()));
        }
    }

    /** An installation has one session: its earlier one is a dead connection that nobody noticed. */
    private void replace(Session earlier) {
        sessions.remove(earlier);
        earlier.close(new StreamException(StreamCondition.CONFLICT, "this client has connected anew"));
    }
}
