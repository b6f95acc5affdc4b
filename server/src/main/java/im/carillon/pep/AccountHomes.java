package im.carillon.pep;

import im.carillon.account.AccountDirectory;
import im.carillon.caps.ClientFeatures;
import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.pubsub.Home;
import im.carillon.pubsub.HomeSource;
import im.carillon.pubsub.Notice;
import im.carillon.pubsub.Notifier;
import im.carillon.pubsub.Standings;
import im.carillon.pubsub.node.Access;
import im.carillon.pubsub.node.Node;
import im.carillon.pubsub.node.NodeConfig;
import im.carillon.pubsub.node.NodeOption;
import im.carillon.pubsub.node.PubsubError;
import im.carillon.routing.Hosts;
import im.carillon.routing.Subscriptions;
import im.carillon.session.Session;
import im.carillon.session.SessionRegistry;
import im.carillon.stanza.Message;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Accounts as the places of nodes. */
@Singleton
public final class AccountHomes implements HomeSource {

    private static final String MICROBLOG = "urn:xmpp:microblog:0";
    private static final String ADDRESSES = "http://jabber.org/protocol/address";

    private final AccountDirectory accounts;
    private final Subscriptions rosters;
    private final SessionRegistry sessions;
    private final ClientFeatures clients;
    private final Standings standings;
    private final Notifier notifier;
    private final Hosts hosts;
    private final NodeConfig standard = NodeConfig.standard()
            .with(NodeOption.ACCESS_MODEL, "presence")
            .with(NodeOption.MAX_ITEMS, "1")
            .with(NodeOption.SEND_LAST_PUBLISHED_ITEM, "on_sub_and_presence");

    /** A blog is read page by page, not announced (XEP-0472 §5.1). */
    private final NodeConfig blog = standard.with(NodeOption.MAX_ITEMS, "max")
            .with(NodeOption.SEND_LAST_PUBLISHED_ITEM, "never")
            .with(NodeOption.NOTIFY_RETRACT, "1")
            .with(NodeOption.TYPE, MICROBLOG);

    @Inject
    AccountHomes(
            AccountDirectory accounts,
            Subscriptions rosters,
            SessionRegistry sessions,
            ClientFeatures clients,
            Standings standings,
            Notifier notifier,
            Hosts hosts) {
        this.accounts = accounts;
        this.rosters = rosters;
        this.sessions = sessions;
        this.clients = clients;
        this.standings = standings;
        this.notifier = notifier;
        this.hosts = hosts;
    }

    public Home of(BareJid account) {
        return new AccountHome(account);
    }

    @Override
    public Optional<Home> find(BareJid address) {
        return accounts.findLocal(address).map(account -> of(address));
    }

    private final class AccountHome implements Home {

        private final BareJid account;

        AccountHome(BareJid account) {
            this.account = account;
        }

        @Override
        public BareJid address() {
            return account;
        }

        @Override
        public NodeConfig standard() {
            return standard;
        }

        /** Comments on an entry have a node of their own behind that of the blog (XEP-0277 §2.5). */
        @Override
        public NodeConfig standard(String node) {
            return node.equals(MICROBLOG) || node.startsWith(MICROBLOG + ":comments") ? blog : standard;
        }

        @Override
        public boolean createsOnPublish() {
            return true;
        }

        @Override
        public void requireMayCreate(Jid who) throws StanzaException {
            if (!who.bare().equals(account)) {
                throw PubsubError.FORBIDDEN.exception("only its owner makes nodes of an account");
            }
            if (accounts.findLocal(account).isEmpty()) {
                throw PubsubError.FORBIDDEN.exception("nothing is kept for a guest");
            }
        }

        /** Own resources and contacts, as their clients wish (XEP-0163 §4). */
        @Override
        public void notifyOthers(Node node, Notice notice, UnitOfWork unit) {
            Message message = withReplyTo(notice);
            if (!node.state().isSubscribed(account)) {
                for (Session session : sessions.of(account)) {
                    if (wants(session, node)) {
                        Message own = message.withTo(session.address());
                        unit.afterCommit(() -> session.deliver(own));
                    }
                }
            }
            for (BareJid contact : rosters.subscribers(account)) {
                if (hosts.isLocal(contact.domain()) && !node.state().isSubscribed(contact)) {
                    notifyContact(node, contact, message, unit);
                }
            }
        }

        private void notifyContact(Node node, BareJid contact, Message message, UnitOfWork unit) {
            boolean allowed = false;
            for (Session session : sessions.of(contact)) {
                if (wants(session, node)) {
                    allowed = allowed
                            || Access.retrieve(node.config(), standings.of(node, contact))
                                    .isAllowed();
                    if (!allowed) {
                        return;
                    }
                    notifier.send(message.withTo(session.address()), unit);
                }
            }
        }

        private boolean wants(Session session, Node node) {
            return session.isAvailable() && clients.of(session).notified().contains(node.name());
        }
    }

    /** From which resource it comes, for those who know the account's resources anyway (XEP-0163 §4.3.1). */
    private static Message withReplyTo(Notice notice) {
        if (notice.publisher().isEmpty()) {
            return notice.message();
        }
        XmlElement addresses = XmlElement.builder(ADDRESSES, "addresses")
                .child(XmlElement.builder(ADDRESSES, "address")
                        .attribute("type", "replyto")
                        .attribute("jid", notice.publisher().get().toString())
                        .build())
                .build();
        return notice.message().withElement(notice.message().element().withChild(addresses));
    }
}
