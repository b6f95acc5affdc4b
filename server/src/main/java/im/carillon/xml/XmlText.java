package im.carillon.xml;

/**
 * Character data, unescaped.
 *
 * @param value the characters; every one is allowed in XML 1.0
 */
public record XmlText(String value) implements XmlNode {}
