package im.carillon.sasl;

/** What became of a {@link FastProof}. */
@SuppressWarnings("ArrayRecordComponent")
sealed interface FastVerdict {

    /** The token fits; {@code responderHash} proves to the client that the server has it too. */
    record Accepted(byte[] responderHash, FastLogin login) implements FastVerdict {}

    /** The token fitted once. */
    record Expired() implements FastVerdict {}

    /** No token fits, or it was used in a way it must not be. */
    record Refused() implements FastVerdict {}
}
