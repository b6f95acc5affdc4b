/**
 * {@code carillonctl}: fetches from the running server what commands there are and runs them over the
 * control socket. It starts often and must start fast: no injection, no log, no data binding here.
 */
@NullMarked
package im.carillon.ctl;

import org.jspecify.annotations.NullMarked;
