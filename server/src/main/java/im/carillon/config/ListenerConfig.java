package im.carillon.config;

/**
 * One listening socket for clients.
 *
 * @param address the local address to bind, {@code ::} for all
 * @param port the TCP port, 0 for one that the system picks
 * @param directTls TLS from the first byte (XEP-0368) rather than STARTTLS
 */
public record ListenerConfig(String address, int port, boolean directTls) {}
