/** The server as a whole: which modules it is made of. */
@NullMarked
package im.carillon;

import org.jspecify.annotations.NullMarked;
