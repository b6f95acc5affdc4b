package im.carillon.avatar;

import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.pep.PersonalNodes;
import im.carillon.pubsub.node.AccessModel;
import im.carillon.pubsub.node.Node;
import im.carillon.timeline.NodeItem;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The avatars that accounts have published. */
@Singleton
final class Avatars {

    private final PersonalNodes nodes;

    /** What is known of an account's avatar. */
    sealed interface State {
        /** Nothing was ever published. */
        record Unknown() implements State {}

        /** The owner has taken it away. */
        record None() implements State {}

        /** @param data where the image is */
        record Present(Avatar avatar, Node metadata, Node data) implements State {

            boolean isOpen() {
                return metadata.config().accessModel() == AccessModel.OPEN
                        && data.config().accessModel() == AccessModel.OPEN;
            }

            /** Whether all who get the owner's presence may see it. */
            boolean isForContacts() {
                return isForContacts(metadata) && isForContacts(data);
            }

            private static boolean isForContacts(Node node) {
                AccessModel model = node.config().accessModel();
                return model == AccessModel.OPEN || model == AccessModel.PRESENCE;
            }
        }
    }

    @Inject
    Avatars(PersonalNodes nodes) {
        this.nodes = nodes;
    }

    /** As a rule without asking the database. */
    State of(BareJid owner) {
        Optional<Node> metadata = nodes.find(owner, Avatar.METADATA);
        Optional<XmlElement> newest = metadata.flatMap(nodes::newest).flatMap(NodeItem::payload);
        if (newest.isEmpty()) {
            return new State.Unknown();
        }
        Optional<Avatar> avatar = Avatar.in(newest.get());
        Optional<Node> data = nodes.find(owner, Avatar.DATA);
        if (avatar.isEmpty() || data.isEmpty()) {
            return new State.None();
        }
        return new State.Present(avatar.get(), metadata.orElseThrow(), data.get());
    }

    /** The image in base64, for those who may retrieve it. */
    Optional<String> image(State.Present avatar, Jid who) {
        if (!nodes.isReadable(avatar.metadata(), who) || !nodes.isReadable(avatar.data(), who)) {
            return Optional.empty();
        }
        return nodes.item(avatar.data(), avatar.avatar().hash())
                .flatMap(NodeItem::payload)
                .filter(payload -> payload.is(Avatar.DATA, "data"))
                .map(payload -> payload.text().trim());
    }
}
