/** What storing messages costs, and how long a page of a large archive takes. */
@NullMarked
package im.carillon.bench.archive;

import org.jspecify.annotations.NullMarked;
