/** What features and plugins offer to the core and get from it. */
@NullMarked
package im.carillon.spi;

import org.jspecify.annotations.NullMarked;
