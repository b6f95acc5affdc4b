package im.carillon.sasl;

/**
 * A client's claim to hold a token.
 *
 * @param account the bare JID
 * @param mechanism the mechanism that was used
 * @param channelBinding the channel's data, empty where the mechanism binds to none
 * @param request the {@code <fast/>} element
 * @param hash the HMAC that only a holder of the token can make
 */
@SuppressWarnings("ArrayRecordComponent")
record FastProof(String account, String mechanism, byte[] channelBinding, FastRequest request, byte[] hash) {}
