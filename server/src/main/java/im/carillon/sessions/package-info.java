/** The administration commands for sessions. */
@NullMarked
package im.carillon.sessions;

import org.jspecify.annotations.NullMarked;
