package im.carillon.stream;

import im.carillon.jid.BareJid;
import im.carillon.session.Session;
import im.carillon.stanza.StanzaException;
import im.carillon.stanza.StreamException;
import im.carillon.transport.Connection;
import im.carillon.xml.XmlElement;
import java.util.Optional;

/** A stream as its features see it; used on the stream's thread. */
public interface Negotiation {

    StreamState state();

    /** For the address of the peer and for channel binding; not for writing. */
    Connection connection();

    /** @return whether the stream still takes anything */
    boolean send(XmlElement element);

    /** The next elements go to this handler, until {@link #expectAnything}. */
    void expect(ElementHandler handler);

    void expectAnything();

    /** The peer has proved who it is; larger limits apply from now on. */
    void authenticated(BareJid account);

    /** Counts one more failed login and tells how many there were on this stream. */
    int loginFailed();

    /** The peer will open a new stream on this connection (RFC 6120 §4.3.3). Call before telling it. */
    void expectRestart();

    /** Tells the peer to proceed and encrypts what follows (RFC 6120 §5.4.2.3). */
    void startTls();

    /** Offers what can be negotiated next, without a restart. */
    void sendFeatures();

    /**
     * Gives the stream its address and opens the session.
     *
     * @param resource what the peer asked for; without it, the server makes one
     */
    Session bind(Optional<String> resource) throws StanzaException;

    /** The session, once bound. */
    Optional<Session> session();

    /** Ends the stream without an error. */
    void close();

    void close(StreamException error);
}
