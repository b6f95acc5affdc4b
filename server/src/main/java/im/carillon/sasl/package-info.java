/**
 * SASL mechanisms as pure protocol code, for RFC 6120 §6 and for SASL2 (XEP-0388 1.0.4): SCRAM (RFC
 * 5802, RFC 7677) with channel binding (RFC 5929, RFC 9266, XEP-0440 1.0.0) and downgrade protection
 * (XEP-0474 0.5.0), PLAIN (RFC 4616), ANONYMOUS (RFC 4505), FAST tokens (XEP-0484 0.2.0 with
 * draft-schmaus-kitten-sasl-ht-09), and the throttle for failed logins.
 */
@NullMarked
package im.carillon.sasl;

import org.jspecify.annotations.NullMarked;
