package im.carillon.http;

import java.net.InetAddress;
import java.util.Optional;
import javax.net.ssl.SSLEngine;

/**
 * Who made a request, and over what.
 *
 * @param address of the client, as far as it can be known
 * @param secure whether nobody on the way can read along: TLS, or this machine talking to itself
 * @param local whether the request comes from this machine and nobody forwarded it
 * @param tls the TLS connection that ends here, for channel binding
 */
public record Caller(InetAddress address, boolean secure, boolean local, Optional<SSLEngine> tls) {}
