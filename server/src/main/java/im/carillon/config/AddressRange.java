package im.carillon.config;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Addresses that begin alike, as {@code 10.0.0.0/8}; without a slash one address alone.
 *
 * @param bits how many of the first bits count
 */
public record AddressRange(InetAddress first, int bits) {

    /** Reads a range; bits behind the prefix must not be set, as that is mostly a mistake. */
    public static Optional<AddressRange> of(String text) {
        int slash = text.indexOf('/');
        try {
            InetAddress first = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            int width = first.getAddress().length * Byte.SIZE;
            int bits = slash < 0 ? width : Integer.parseInt(text.substring(slash + 1));
            if (bits < 0 || bits > width) {
                return Optional.empty();
            }
            AddressRange range = new AddressRange(first, bits);
            boolean clean = new BigInteger(1, first.getAddress()).getLowestSetBit() >= width - bits
                    || new BigInteger(1, first.getAddress()).signum() == 0;
            return clean ? Optional.of(range) : Optional.empty();
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    public boolean contains(InetAddress address) {
        byte[] own = first.getAddress();
        byte[] other = address.getAddress();
        if (own.length != other.length) {
            return false;
        }
        int width = own.length * Byte.SIZE;
        return new BigInteger(1, own)
                        .xor(new BigInteger(1, other))
                        .shiftRight(width - bits)
                        .signum()
                == 0;
    }

    @Override
    public String toString() {
        return first.getHostAddress() + "/" + bits;
    }
}
