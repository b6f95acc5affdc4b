package im.carillon.timeline;

import im.carillon.xml.XmlElement;
import java.util.Optional;

/**
 * An item of a node: an entry of the node's timeline that has an id and can be replaced.
 *
 * @param id unique within the node
 * @param position its place in the timeline, see {@link Positions}
 * @param publisher the address of whoever published it, as text
 * @param payload what it carries; an item may carry nothing
 */
public record NodeItem(String id, long position, String publisher, Optional<XmlElement> payload) {}
