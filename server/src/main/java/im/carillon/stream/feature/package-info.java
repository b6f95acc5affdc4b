/**
 * What a client negotiates before it has a session: STARTTLS (RFC 6120 §5), SASL (§6), resource
 * binding (§7) and the old session establishment (RFC 3921 §3).
 */
@NullMarked
package im.carillon.stream.feature;

import org.jspecify.annotations.NullMarked;
