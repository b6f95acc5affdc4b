/** Start and stop: configuration into bindings, listeners open, ready, and a clean end. */
@NullMarked
package im.carillon.lifecycle;

import org.jspecify.annotations.NullMarked;
