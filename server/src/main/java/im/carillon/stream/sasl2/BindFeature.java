package im.carillon.stream.sasl2;

import im.carillon.session.Session;
import im.carillon.xml.XmlElement;
import java.util.Optional;

/** What a client can have enabled while its session is bound (XEP-0386 §bind-request). */
public interface BindFeature {

    /**
     * The namespace by which it is announced; an element of this namespace inside {@code <bind/>} is
     * the request.
     */
    String namespace();

    /**
     * Enables it, on the session's thread and before the client knows that it is bound.
     *
     * @return what {@code <bound/>} holds about it, a refusal too
     */
    Optional<XmlElement> enable(Session session, XmlElement request);
}
