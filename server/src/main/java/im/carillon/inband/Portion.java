package im.carillon.inband;

import im.carillon.stanza.Iq;
import im.carillon.stanza.Message;
import im.carillon.stanza.Presence;
import im.carillon.stanza.Stanza;
import im.carillon.xml.XmlElement;
import java.util.Optional;

/** What a stanza carries of an in-band bytestream (XEP-0047 §2.1, §2.2). */
sealed interface Portion {

    String NAMESPACE = "http://jabber.org/protocol/ibb";

    /** About what a stanza has around its data, in bytes. */
    int AROUND = 300;

    /** The wish to send, in blocks of this size before they are encoded. */
    record Open(int blockSize) implements Portion {

        /** What a stanza with such a block has on the wire: four characters for three bytes (RFC 4648 §4). */
        int stanzaBytes() {
            return (blockSize + 2) / 3 * 4 + AROUND;
        }
    }

    /** A block. */
    record Data(int stanzaBytes) implements Portion {}

    /** Only requests count: answers are empty, and errors cannot be answered. */
    static Optional<Portion> of(Stanza stanza) {
        return switch (stanza) {
            case Iq iq when iq.isRequest() -> iq.payload().flatMap(Portion::of);
            case Message message
            when !message.isError() ->
                message.element().child(NAMESPACE, "data").flatMap(Portion::of);
            case Iq iq -> Optional.empty();
            case Message message -> Optional.empty();
            case Presence presence -> Optional.empty();
        };
    }

    private static Optional<Portion> of(XmlElement payload) {
        if (!payload.namespace().equals(NAMESPACE)) {
            return Optional.empty();
        }
        return switch (payload.name()) {
            case "data" -> Optional.of(new Data(payload.text().length() + AROUND));
            case "open" -> blockSize(payload).map(Open::new);
            default -> Optional.empty();
        };
    }

    /** Whatever is no number is the recipient's business. */
    private static Optional<Integer> blockSize(XmlElement open) {
        return open.attribute("block-size")
                .filter(text ->
                        !text.isEmpty() && text.length() <= 6 && text.chars().allMatch(Character::isDigit))
                .map(Integer::valueOf);
    }
}
