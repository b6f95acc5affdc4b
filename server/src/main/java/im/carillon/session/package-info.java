/** Sessions: one logged-in resource each (RFC 6120 §7), their order of effects, and who is here. */
@NullMarked
package im.carillon.session;

import org.jspecify.annotations.NullMarked;
