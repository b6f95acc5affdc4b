/**
 * Bookmarks: those of today (XEP-0402 1.2.0), those in one item and those in private XML storage (XEP-0048
 * 1.2) are the same bookmarks (XEP-0411 1.1.0), whichever of them a client reads and writes.
 */
@NullMarked
package im.carillon.bookmarks;

import org.jspecify.annotations.NullMarked;
