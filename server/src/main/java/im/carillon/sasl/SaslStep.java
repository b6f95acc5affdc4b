package im.carillon.sasl;

import im.carillon.jid.BareJid;
import java.util.Optional;

/** What the server answers to one message of a SASL exchange. Arrays are handed over, not shared. */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface SaslStep {

    /** The exchange goes on: {@code data} is to be sent, and an answer expected. */
    record Challenge(byte[] data) implements SaslStep {}

    /**
     * The client is who it says.
     *
     * @param account whose session it is (a fresh name for ANONYMOUS)
     * @param additionalData the last message of the mechanism, which proves the server to the client
     * @param fast what a login with a FAST token means for the client's tokens
     */
    record Success(BareJid account, Optional<byte[]> additionalData, Optional<FastLogin> fast) implements SaslStep {}

    /** The exchange is over; {@code text} is for people and for the log. */
    record Failure(SaslCondition condition, String text) implements SaslStep {}
}
