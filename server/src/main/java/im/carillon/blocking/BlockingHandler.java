package im.carillon.blocking;

import im.carillon.blocking.BlockListStore.Outcome;
import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.jid.InvalidJidException;
import im.carillon.jid.Jid;
import im.carillon.routing.PresenceControl;
import im.carillon.spi.DiscoContributor;
import im.carillon.spi.IqHandler;
import im.carillon.spi.IqKey;
import im.carillon.spi.IqRequest;
import im.carillon.spi.IqTarget;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Iq;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Shows and changes an account's block list (XEP-0191 §3). */
@Singleton
final class BlockingHandler implements IqHandler, DiscoContributor {

    private static final String NAMESPACE = "urn:xmpp:blocking";

    private final BlockListStore store;
    private final BlockLists lists;
    private final ListWatchers watchers;
    private final AbuseReports reports;
    private final Provider<PresenceControl> presence;

    /** Presence comes later: it is made of the router, which is made of handlers. */
    @Inject
    BlockingHandler(
            BlockListStore store,
            BlockLists lists,
            ListWatchers watchers,
            AbuseReports reports,
            Provider<PresenceControl> presence) {
        this.store = store;
        this.lists = lists;
        this.watchers = watchers;
        this.reports = reports;
        this.presence = presence;
    }

    @Override
    public Set<IqKey> keys() {
        return Set.of(
                new IqKey(IqTarget.ACCOUNT, Iq.Type.GET, NAMESPACE, "blocklist"),
                new IqKey(IqTarget.ACCOUNT, Iq.Type.SET, NAMESPACE, "block"),
                new IqKey(IqTarget.ACCOUNT, Iq.Type.SET, NAMESPACE, "unblock"));
    }

    /** Clients ask the server for both (XEP-0191 §3.1, XEP-0377 §3). */
    @Override
    public Set<String> features(IqTarget target) {
        return target == IqTarget.SERVER ? Set.of(NAMESPACE, AbuseReport.NAMESPACE) : Set.of();
    }

    @Override
    public Optional<XmlElement> handle(IqRequest request) throws StanzaException {
        if (!request.isOwn()) {
            throw new StanzaException(ErrorCondition.FORBIDDEN, "this is the block list of somebody else");
        }
        return switch (request.payload().name()) {
            case "blocklist" -> Optional.of(list(request));
            case "block" -> block(request);
            default -> unblock(request);
        };
    }

    private XmlElement list(IqRequest request) {
        if (request.from() instanceof FullJid session) {
            watchers.add(session);
        }
        return element("blocklist", lists.of(request.target()).entries());
    }

    private Optional<XmlElement> block(IqRequest request) throws StanzaException {
        List<Jid> addresses = new ArrayList<>();
        List<AbuseReport> reported = new ArrayList<>();
        for (XmlElement item : request.payload().children(NAMESPACE, "item")) {
            Jid address = address(item);
            addresses.add(address);
            AbuseReport.in(item, address).ifPresent(reported::add);
        }
        if (addresses.isEmpty()) {
            throw new StanzaException(ErrorCondition.BAD_REQUEST, "whom to block is missing (XEP-0191 §3.3)");
        }
        BareJid account = request.target();
        Outcome outcome = store.add(account, addresses);
        refuse(outcome);
        lists.changed(account);
        reported.forEach(report -> reports.accept(account, report));
        UnitOfWork unit = new UnitOfWork();
        outcome.changed().forEach(address -> presence.get().blocked(account, address, unit));
        announce(request, element("block", addresses), unit);
        return Optional.empty();
    }

    private static void refuse(Outcome outcome) throws StanzaException {
        if (outcome.refusal().isPresent()) {
            throw switch (outcome.refusal().get()) {
                case NO_ACCOUNT -> new StanzaException(ErrorCondition.NOT_ALLOWED, "nothing is kept for a guest");
                case TOO_MANY ->
                    new StanzaException(
                            ErrorCondition.RESOURCE_CONSTRAINT,
                            BlockListStore.MOST + " addresses can be blocked at most");
            };
        }
    }

    private Optional<XmlElement> unblock(IqRequest request) throws StanzaException {
        List<Jid> addresses = new ArrayList<>();
        for (XmlElement item : request.payload().children(NAMESPACE, "item")) {
            addresses.add(address(item));
        }
        BareJid account = request.target();
        Outcome outcome = addresses.isEmpty() ? store.clear(account) : store.remove(account, addresses);
        lists.changed(account);
        UnitOfWork unit = new UnitOfWork();
        outcome.changed().forEach(address -> presence.get().unblocked(account, address, unit));
        announce(request, element("unblock", addresses), unit);
        return Optional.empty();
    }

    /** After the answer: the account's clients hear of the change, its contacts of its presence. */
    private void announce(IqRequest request, XmlElement change, UnitOfWork presences) {
        request.afterwards().accept(() -> {
            watchers.push(request.target(), change);
            presences.finish();
        });
    }

    private static Jid address(XmlElement item) throws StanzaException {
        Optional<String> address = item.attribute("jid");
        if (address.isEmpty()) {
            throw new StanzaException(ErrorCondition.BAD_REQUEST, "an item has an attribute 'jid'");
        }
        try {
            return Jid.parse(address.get());
        } catch (InvalidJidException e) {
            throw new StanzaException(ErrorCondition.JID_MALFORMED, "an item is no address: " + e.getMessage());
        }
    }

    private static XmlElement element(String name, Iterable<Jid> addresses) {
        XmlElement.Builder list = XmlElement.builder(NAMESPACE, name);
        for (Jid address : addresses) {
            list.child(XmlElement.builder(NAMESPACE, "item")
                    .attribute("jid", address.toString())
                    .build());
        }
        return list.build();
    }
}
