package im.carillon.sasl;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/** Whom an address belongs to: itself in IPv4, its /64 in IPv6, where one customer has so many. */
public record Network(boolean v6, long prefix) {

    public static Network of(InetAddress address) {
        ByteBuffer octets = ByteBuffer.wrap(address.getAddress());
        boolean v6 = octets.capacity() == 16;
        return new Network(v6, v6 ? octets.getLong() : octets.getInt());
    }
}
