/**
 * TLS for every listener on the JDK's own engine (RFC 7590, RFC 8446, XEP-0368 1.1.0): the directory
 * of certificates, the choice among them, server engines, channel bindings (RFC 9266, RFC 5929) and a
 * local authority for hosts that have no certificate yet.
 */
@NullMarked
package im.carillon.tls;

import org.jspecify.annotations.NullMarked;
