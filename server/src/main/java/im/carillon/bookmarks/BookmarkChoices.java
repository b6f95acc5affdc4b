package im.carillon.bookmarks;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.pep.PersonalNodes;
import im.carillon.pubsub.NodeListener;
import im.carillon.pubsub.node.Node;
import im.carillon.routing.NotificationChoices;
import im.carillon.storage.UnitOfWork;
import im.carillon.timeline.NodeItem;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What people have chosen in their bookmarks (XEP-0492 0.2.0), and for all rooms in a node of that name.
 * What was read stays in memory until its owner changes it.
 */
@Singleton
final class BookmarkChoices implements NotificationChoices, NodeListener {

    /** With one item: the choice of the account for whatever has no choice of its own. */
    static final String SETTINGS = "urn:xmpp:notification-settings:1";

    private static final int MOST_ACCOUNTS = 20_000;

    private final PersonalNodes nodes;
    private final AtomicLong version = new AtomicLong();
    private final LoadingCache<BareJid, Wishes> known =
            Caffeine.newBuilder().maximumSize(MOST_ACCOUNTS).build(this::read);

    private record Wishes(Optional<Choice> general, Map<String, Wish> rooms) {}

    @Inject
    BookmarkChoices(PersonalNodes nodes) {
        this.nodes = nodes;
    }

    @Override
    public Wish of(BareJid account, BareJid room) {
        Wishes wishes = known.get(account);
        Wish wish = wishes.rooms().getOrDefault(room.toString(), Wish.NONE);
        return wish.choice().isPresent() ? wish : new Wish(wishes.general(), wish.nick());
    }

    @Override
    public long version() {
        return version.get();
    }

    private Wishes read(BareJid account) {
        Map<String, Wish> rooms = new HashMap<>();
        for (NodeItem item : nodes.items(account, Conversion.NATIVE)) {
            item.payload()
                    .filter(bookmark -> bookmark.is(Conversion.NATIVE, "conference"))
                    .map(BookmarkChoices::wish)
                    .filter(wish -> !wish.equals(Wish.NONE))
                    .ifPresent(wish -> rooms.put(item.id(), wish));
        }
        Optional<Choice> general = nodes.find(account, SETTINGS)
                .flatMap(nodes::newest)
                .flatMap(NodeItem::payload)
                .flatMap(BookmarkChoices::choice);
        return new Wishes(general, Map.copyOf(rooms));
    }

    private static Wish wish(XmlElement bookmark) {
        return new Wish(
                bookmark.child(Conversion.NATIVE, "extensions")
                        .flatMap(extensions -> extensions.child(SETTINGS, "notify"))
                        .flatMap(BookmarkChoices::choice),
                bookmark.childText(Conversion.NATIVE, "nick").filter(nick -> !nick.isBlank()));
    }

    /** Those with an identity are for clients of that kind; the server heeds the one for all (§2.2). */
    private static Optional<Choice> choice(XmlElement notify) {
        return notify.children().stream()
                .filter(child -> child.namespace().equals(SETTINGS)
                        && child.attribute("identity-category").isEmpty())
                .flatMap(child -> switch (child.name()) {
                    case "always" -> Optional.of(Choice.ALWAYS).stream();
                    case "on-mention" -> Optional.of(Choice.ON_MENTION).stream();
                    case "never" -> Optional.of(Choice.NEVER).stream();
                    default -> Optional.<Choice>empty().stream();
                })
                .findFirst();
    }

    /** To be read again once the unit is durable. */
    void changed(BareJid account, UnitOfWork unit) {
        unit.afterCommit(() -> forget(account));
    }

    private void forget(BareJid account) {
        known.invalidate(account);
        version.incrementAndGet();
    }

    private static boolean concerns(Node node) {
        return !node.service().isDomain()
                && (node.name().equals(Conversion.NATIVE)
                        || node.name().equals(Conversion.LEGACY)
                        || node.name().equals(SETTINGS));
    }

    @Override
    public void published(Node node, List<NodeItem> items, Jid by, UnitOfWork unit) {
        if (concerns(node)) {
            changed(node.service(), unit);
        }
    }

    @Override
    public void removed(Node node, Jid by, UnitOfWork unit) {
        if (concerns(node)) {
            forget(node.service());
        }
    }
}
