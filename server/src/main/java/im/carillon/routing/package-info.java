/** The way of a stanza from its sender to whoever is responsible for its address (RFC 6120 §10). */
@NullMarked
package im.carillon.routing;

import org.jspecify.annotations.NullMarked;
