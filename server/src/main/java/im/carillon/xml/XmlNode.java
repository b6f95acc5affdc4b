package im.carillon.xml;

/** What an element can contain. */
public sealed interface XmlNode permits XmlElement, XmlText {}
