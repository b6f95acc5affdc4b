package im.carillon.bench;

import java.util.Optional;
import javax.net.ssl.SSLEngine;

/** What a session of the load speaks through. Used by the thread that drives the {@link LoadLoop}. */
interface Link {

    /** Who is told from now on. */
    void handOverTo(LinkHandler next);

    LinkHandler handler();

    boolean isOpen();

    /** Begins a stream, the first or one after a login. */
    void open(String domain);

    /** Queues bytes; outside of a handler's call {@link #flush} must follow. */
    void send(byte[] bytes);

    /** Queues the end of the stream. */
    void end();

    void flush();

    void startTls(SSLEngine engine);

    Optional<SSLEngine> tlsEngine();

    /** Lets go without a word of farewell to the handler. */
    void abort();
}
