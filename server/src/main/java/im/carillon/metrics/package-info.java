/** Numbers about the running server, for whoever shows them. */
@NullMarked
package im.carillon.metrics;

import org.jspecify.annotations.NullMarked;
