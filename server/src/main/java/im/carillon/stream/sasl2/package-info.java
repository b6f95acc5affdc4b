/**
 * Login in one round trip: the Extensible SASL Profile (XEP-0388 1.0.4) with Bind 2 (XEP-0386 1.1.0)
 * and Fast Authentication Streamlining Tokens (XEP-0484 0.2.0) inside.
 */
@NullMarked
package im.carillon.stream.sasl2;

import org.jspecify.annotations.NullMarked;
