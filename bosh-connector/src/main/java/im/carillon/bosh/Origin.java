package im.carillon.bosh;

import java.net.InetAddress;

/**
 * Where a request comes from.
 *
 * @param address of the client; behind a trusted proxy, as the proxy says
 * @param secure whether nobody between the client and us could read it
 */
record Origin(InetAddress address, boolean secure) {}
