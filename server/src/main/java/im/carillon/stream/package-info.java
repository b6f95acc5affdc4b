/**
 * Streams (RFC 6120 §4): opening, negotiation of features as values, the way of each element to a
 * feature or to the session, and the end.
 */
@NullMarked
package im.carillon.stream;

import org.jspecify.annotations.NullMarked;
