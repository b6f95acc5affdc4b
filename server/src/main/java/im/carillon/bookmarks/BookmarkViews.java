package im.carillon.bookmarks;

import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.privatexml.PrivateXmlView;
import im.carillon.pubsub.NodeListener;
import im.carillon.pubsub.node.Node;
import im.carillon.spi.DiscoContributor;
import im.carillon.spi.IqTarget;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.StorageException;
import im.carillon.storage.UnitOfWork;
import im.carillon.timeline.NodeItem;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bookmarks as older clients see them: in private XML storage, and in one item of a node. */
final class BookmarkViews implements PrivateXmlView, NodeListener, DiscoContributor {

    private static final Logger LOG = LoggerFactory.getLogger(BookmarkViews.class);
    private static final Set<String> FEATURES =
            Set.of("urn:xmpp:bookmarks-conversion:0", Conversion.NATIVE + "#compat", Conversion.NATIVE + "#compat-pep");

    private final Bookmarks bookmarks;
    private final BookmarkChoices choices;

    @Inject
    BookmarkViews(Bookmarks bookmarks, BookmarkChoices choices) {
        this.bookmarks = bookmarks;
        this.choices = choices;
    }

    @Override
    public Set<String> features(IqTarget target) {
        return target == IqTarget.ACCOUNT ? FEATURES : Set.of();
    }

    @Override
    public String namespace() {
        return Conversion.LEGACY;
    }

    @Override
    public String name() {
        return "storage";
    }

    @Override
    public Optional<XmlElement> read(BareJid owner, Optional<XmlElement> stored) {
        List<NodeItem> rooms = bookmarks.of(owner);
        List<XmlElement> others = stored.map(Conversion::others).orElse(List.of());
        return rooms.isEmpty() && stored.isEmpty()
                ? Optional.empty()
                : Optional.of(Conversion.collected(rooms, others));
    }

    @Override
    public void write(BareJid owner, XmlElement element, UnitOfWork unit) throws StanzaException {
        bookmarks.replace(owner, element, unit);
        choices.changed(owner, unit);
        bookmarks.followed(owner, unit);
    }

    @Override
    public void published(Node node, List<NodeItem> items, Jid by, UnitOfWork unit) {
        if (node.service().isDomain()) {
            return;
        }
        if (node.name().equals(Conversion.NATIVE)) {
            bookmarks.followed(node.service(), unit);
        } else if (node.name().equals(Conversion.LEGACY)) {
            items.getLast()
                    .payload()
                    .filter(payload -> payload.is(Conversion.LEGACY, "storage"))
                    .ifPresent(storage -> replaced(node.service(), storage, unit));
        }
    }

    private void replaced(BareJid owner, XmlElement storage, UnitOfWork unit) {
        try {
            bookmarks.replace(owner, storage, unit);
        } catch (StanzaException | StorageException e) {
            LOG.warn("the bookmarks of {} do not follow those in one item: {}", owner, e.getMessage());
        }
    }

    @Override
    public void removed(Node node, Jid by, UnitOfWork unit) {
        if (!node.service().isDomain() && node.name().equals(Conversion.NATIVE)) {
            bookmarks.followed(node.service(), unit);
        }
    }
}
