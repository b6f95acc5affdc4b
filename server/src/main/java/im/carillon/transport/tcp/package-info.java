/** XMPP over TCP with STARTTLS or direct TLS (RFC 6120 §3, §5; XEP-0368 1.1.0) on Apache MINA. */
@NullMarked
package im.carillon.transport.tcp;

import org.jspecify.annotations.NullMarked;
