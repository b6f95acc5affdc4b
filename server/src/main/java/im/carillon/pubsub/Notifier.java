package im.carillon.pubsub;

import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.pubsub.node.Access;
import im.carillon.pubsub.node.AccessModel;
import im.carillon.pubsub.node.Node;
import im.carillon.pubsub.node.NodeOption;
import im.carillon.pubsub.node.Subscription;
import im.carillon.routing.Router;
import im.carillon.stanza.Message;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Brings what nodes tell to those who are to know it. Runs on the thread of whoever caused it, without locks. */
@Singleton
public final class Notifier {

    private static final String SHIM = "http://jabber.org/protocol/shim";

    private final Provider<Router> router;
    private final Standings standings;
    private final Online online;
    private final InstantSource clock;

    @Inject
    Notifier(Provider<Router> router, Standings standings, Online online, InstantSource clock) {
        this.router = router;
        this.standings = standings;
        this.online = online;
        this.clock = clock;
    }

    /** Tells subscribers and all others who want to know. */
    public void tell(Home home, Node node, Notice notice, UnitOfWork unit) {
        if (!node.config().flag(NodeOption.DELIVER_NOTIFICATIONS)) {
            return;
        }
        Instant now = clock.instant();
        for (List<Subscription> own : node.state().bySubscriber()) {
            if (own.size() == 1) {
                Subscription one = own.getFirst();
                if (isWanted(node, one, now)) {
                    send(notice.message().withTo(one.address()), unit);
                }
            } else {
                wanted(node, own, now)
                        .forEach((address, ids) ->
                                send(marked(notice.message(), ids).withTo(address), unit));
            }
        }
        home.notifyOthers(node, notice, unit);
    }

    /** Tells those who wait for an owner's word, too, that there is nothing left to wait for (XEP-0060 §8.4.2). */
    public void farewell(Home home, Node node, Notice notice, UnitOfWork unit) {
        tell(home, node, notice, unit);
        for (Subscription subscription : node.state().subscriptions()) {
            if (!subscription.isActive()) {
                send(notice.message().withTo(subscription.address()), unit);
            }
        }
    }

    /** The addresses of one subscriber that are to be notified, each once, with the ids of its subscriptions. */
    private Map<Jid, List<String>> wanted(Node node, List<Subscription> own, Instant now) {
        Map<Jid, List<String>> wanted = new LinkedHashMap<>();
        for (Subscription subscription : own) {
            if (isWanted(node, subscription, now)) {
                wanted.merge(subscription.address(), List.of(subscription.id()), Notifier::both);
            }
        }
        return wanted;
    }

    private static List<String> both(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    private boolean isWanted(Node node, Subscription subscription, Instant now) {
        if (!subscription.isActive()
                || !subscription.options().deliver()
                || subscription.options().isExpired(now)) {
            return false;
        }
        boolean present = node.config().flag(NodeOption.PRESENCE_BASED_DELIVERY)
                || !subscription.options().shows().isEmpty();
        return (!present
                        || online.shows(
                                subscription.address(), subscription.options().shows()))
                && mayKnow(node, subscription);
    }

    /** The access model, and what depends on the owner's roster, may have changed since the subscription was made. */
    private boolean mayKnow(Node node, Subscription subscription) {
        AccessModel model = node.config().accessModel();
        return model == AccessModel.OPEN
                || model == AccessModel.AUTHORIZE
                || Access.retrieve(node.config(), standings.of(node, subscription.address()))
                        .isAllowed();
    }

    /** XEP-0060 §12.14: with several subscriptions of one address it is told which they are. */
    private static Message marked(Message message, List<String> ids) {
        if (ids.size() < 2) {
            return message;
        }
        XmlElement.Builder headers = XmlElement.builder(SHIM, "headers");
        ids.forEach(id -> headers.child(XmlElement.builder(SHIM, "header")
                .attribute("name", "SubID")
                .text(id)
                .build()));
        return message.withElement(message.element().withChild(headers.build()));
    }

    /** Sends one message of a node. */
    public void send(Message message, UnitOfWork unit) {
        BareJid sender = message.sender().bare();
        if (sender.isDomain()) {
            router.get().route(message, unit);
        } else {
            router.get().routeFor(sender, message, unit);
        }
    }
}
