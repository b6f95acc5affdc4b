/** Full-text search in archives (XEP-0431 0.2.0): an index that is filled behind the timelines. */
@NullMarked
package im.carillon.archive.search;

import org.jspecify.annotations.NullMarked;
