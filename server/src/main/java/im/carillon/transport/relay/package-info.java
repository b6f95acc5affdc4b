/**
 * Passes bytes between two connections that named the same place: the little of SOCKS5 (RFC 1928)
 * that SOCKS5 Bytestreams use (XEP-0065 1.8.2 §9.2), on Apache MINA.
 */
@NullMarked
package im.carillon.transport.relay;

import org.jspecify.annotations.NullMarked;
