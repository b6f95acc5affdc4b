/** What the occupants of a room get to see, and how it reaches them (XEP-0045 §7, §17). */
@NullMarked
package im.carillon.muc.delivery;

import org.jspecify.annotations.NullMarked;
