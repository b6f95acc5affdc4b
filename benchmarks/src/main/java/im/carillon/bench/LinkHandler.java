package im.carillon.bench;

/** What happens on one link. All calls come from {@link LoadLoop#runUntil}, on its caller's thread. */
interface LinkHandler {

    /** The TCP connection stands. */
    void connected(Link link);

    /** The TLS handshake asked for by {@link Link#startTls} is complete. */
    void secured(Link link);

    /** One frame; the bytes are valid during the call only. */
    void frame(Link link, byte[] bytes, int from, int to);

    /** The peer closed the link. */
    void closed(Link link, String reason);
}
