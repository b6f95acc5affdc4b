/** Private XML Storage (XEP-0049 1.2): what clients keep for themselves, such as bookmarks. */
@NullMarked
package im.carillon.privatexml;

import org.jspecify.annotations.NullMarked;
