/** External Service Discovery (XEP-0215 1.0.0): where clients find STUN and TURN, and how they get in. */
@NullMarked
package im.carillon.extdisco;

import org.jspecify.annotations.NullMarked;
