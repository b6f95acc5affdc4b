package im.carillon.stream.sasl2;

import im.carillon.session.Session;
import im.carillon.xml.XmlElement;
import java.util.Optional;

/** What a client is told of its account when it binds, without having asked (XEP-0386 §bind-request). */
@FunctionalInterface
public interface BoundMetadata {

    /** Called on the session's thread, after everything it asked for was enabled. */
    Optional<XmlElement> describe(Session session);
}
