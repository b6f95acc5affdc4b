package im.carillon.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Free ports of the loopback interface, for a server that may be started more than once on them.
 *
 * @param startTls for streams that begin in the clear
 * @param directTls for streams that are encrypted from the first byte (XEP-0368)
 * @param http for WebSocket and BOSH in the clear
 * @param https for the same with TLS
 */
public record Ports(int startTls, int directTls, int http, int https) {

    /** All sockets are open at once, so that the ports differ. */
    public static Ports free() {
        try (ServerSocket first = open();
                ServerSocket second = open();
                ServerSocket third = open();
                ServerSocket fourth = open()) {
            return new Ports(first.getLocalPort(), second.getLocalPort(), third.getLocalPort(), fourth.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerSocket open() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
}
