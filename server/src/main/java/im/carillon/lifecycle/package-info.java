/** What concerns the running server as a whole. */
@NullMarked
package im.carillon.lifecycle;

import org.jspecify.annotations.NullMarked;
