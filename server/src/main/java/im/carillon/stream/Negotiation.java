package im.carillon.stream;

import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.session.Session;
import im.carillon.stanza.StanzaException;
import im.carillon.stanza.StreamException;
import im.carillon.transport.Connection;
import im.carillon.xml.XmlElement;
import java.util.Optional;
import java.util.function.BooleanSupplier;

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

    /** The account that the peer named in its stream header (RFC 6120 §4.7.1); not proven. */
    Optional<Jid> claimed();

    /**
     * The peer has proved who it is; larger limits apply from now on.
     *
     * @param stillGood asked once the session is open: a change of the account since the proof ends
     *     the stream. May block.
     */
    void authenticated(BareJid account, BooleanSupplier stillGood);

    /** Counts one more failed login and tells how many there were on this stream. */
    int loginFailed();

    /** The peer will open a new stream on this connection (RFC 6120 §4.3.3). Call before telling it. */
    void expectRestart();

    /** Tells the peer to proceed and encrypts what follows (RFC 6120 §5.4.2.3). */
    void startTls();

    /** What can be negotiated next. */
    XmlElement features();

    /**
     * Gives the stream its address and opens the session. What anybody sends to the session waits for
     * {@link #announce}: the peer has to know first that it is bound.
     *
     * @param resource what the peer asked for; without it, the server makes one
     */
    Session bind(Optional<String> resource) throws StanzaException, StreamException;

    /**
     * Takes over the session of a former stream (XEP-0198 §5). What it has to send waits for
     * {@link #announce}.
     *
     * @param handled how much the client has of what the former stream sent, in the 32 bits of the wire
     */
    void resume(Session former, int handled) throws StreamException;

    /** Whether the stream carries the session of a former one. */
    boolean isResumed();

    /** Sends this before anything that waits since {@link #bind}, if the stream has been bound or has resumed. */
    void announce(XmlElement... answers);

    /** The session, once bound. */
    Optional<Session> session();

    /** Ends the stream without an error. */
    void close();

    void close(StreamException error);
}
