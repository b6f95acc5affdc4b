package im.carillon.muc.state;

import im.carillon.xml.XmlElement;

/**
 * A message that was said in a room.
 *
 * @param position in the room's timeline
 * @param element as the room sent it, without {@code to} and stable id
 */
public record Said(long position, XmlElement element) {}
