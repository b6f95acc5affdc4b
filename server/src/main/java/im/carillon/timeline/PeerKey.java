package im.carillon.timeline;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import im.carillon.jid.BareJid;
import java.nio.charset.StandardCharsets;

/**
 * The other side of a conversation as a number: rows and their index are half as large with it as
 * with the address, and there is one row for each message of each account. Two addresses may have the
 * same number once in a very long while; the stanza tells which it is.
 */
public final class PeerKey {

    // part of the format of the database
    private static final HashFunction HASH = Hashing.murmur3_128();

    // what is left fits into six bytes of a row of the embedded database
    private static final int SPARE_BITS = 17;

    private PeerKey() {}

    public static long of(BareJid peer) {
        return of(peer.toString());
    }

    /** Of an address in its normalised form. */
    static long of(String address) {
        return HASH.hashString(address, StandardCharsets.UTF_8).asLong() >>> SPARE_BITS;
    }
}
