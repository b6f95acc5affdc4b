package im.carillon.config;

/**
 * One listening socket for HTTP.
 *
 * @param address the local address to bind, {@code ::} for all
 * @param port the TCP port, 0 for one that the system picks
 * @param tls HTTPS rather than plain HTTP
 */
public record HttpListenerConfig(String address, int port, boolean tls) {}
