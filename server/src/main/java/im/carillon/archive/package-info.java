/**
 * Message archives: queries (XEP-0313 1.1.3), with paging (XEP-0059 1.0) and full-text search
 * (XEP-0431 0.2.0), what accounts want archived (XEP-0441 0.2.0), and how long it is kept.
 */
@NullMarked
package im.carillon.archive;

import org.jspecify.annotations.NullMarked;
