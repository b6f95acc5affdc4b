package im.carillon.timeline;

import im.carillon.stanza.Message;
import im.carillon.stanza.Stanza;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;

/**
 * What is at one position of a timeline.
 *
 * @param position its place, see {@link Positions}
 * @param element a message, or what an item of a node carries
 */
public record TimelineEntry(long position, XmlElement element) {

    /** The element as the message it is in the timelines of accounts and rooms. */
    public Message message() {
        try {
            return (Message) Stanza.of(element);
        } catch (StanzaException e) {
            throw new IllegalStateException("the stored message at " + position + " cannot be read", e);
        }
    }
}
