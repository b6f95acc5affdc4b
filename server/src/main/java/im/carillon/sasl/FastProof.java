package im.carillon.sasl;

import im.carillon.jid.BareJid;

/**
 * A client's claim to hold a token.
 *
 * @param account whose token it is said to be
 * @param mechanism the mechanism that was used
 * @param channelBinding the channel's data, empty where the mechanism binds to none
 * @param request the {@code <fast/>} element
 * @param hash the HMAC that only a holder of the token can make
 */
@SuppressWarnings("ArrayRecordComponent")
record FastProof(BareJid account, String mechanism, byte[] channelBinding, FastRequest request, byte[] hash) {}
