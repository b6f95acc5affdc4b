/** How long messages stay in archives, and how they go (XEP-0313 §3.2). */
@NullMarked
package im.carillon.archive.retention;

import org.jspecify.annotations.NullMarked;
