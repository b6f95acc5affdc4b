package im.carillon.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Two free ports of the loopback interface, for a server that may be started more than once on them.
 *
 * @param startTls for streams that begin in the clear
 * @param directTls for streams that are encrypted from the first byte (XEP-0368)
 */
public record Ports(int startTls, int directTls) {

    /** Both sockets are open at once, so that the ports differ. */
    public static Ports free() {
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new Ports(one.getLocalPort(), other.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
