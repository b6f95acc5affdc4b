/** The server's numbers in the text format of Prometheus. */
@NullMarked
package im.carillon.prometheus;

import org.jspecify.annotations.NullMarked;
