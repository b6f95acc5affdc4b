/** Tests of TLS with real handshakes over the loopback interface. */
@NullMarked
package im.carillon.tls;

import org.jspecify.annotations.NullMarked;
