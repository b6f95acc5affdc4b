package im.carillon.bosh;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where a request comes from.
 *
 * @param address of the client; behind a trusted proxy, as the proxy says
 * @param secure whether nobody between the client and us could read it
 * @param channelBinding the data of the request's TLS connection by type, if there is any
 */
record Origin(InetAddress address, boolean secure, Function<String, Optional<byte[]>> channelBinding) {}
