/** XMPP addresses (RFC 7622), normalised once and then compared byte by byte. */
@NullMarked
package im.carillon.jid;

import org.jspecify.annotations.NullMarked;
