package im.carillon.bench;

/**
 * An open session.
 *
 * @param address the full JID, empty on the relay
 */
record Session(Link link, String address) {}
