package im.carillon.stream;

import im.carillon.stanza.StreamException;
import im.carillon.xml.XmlElement;

/** Takes the next element of a stream, as in the course of a SASL exchange. */
@FunctionalInterface
public interface ElementHandler {

    void handle(Negotiation stream, XmlElement element) throws StreamException;
}
