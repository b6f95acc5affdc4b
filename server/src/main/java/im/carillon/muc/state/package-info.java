/** What a room is: its configuration, affiliations, occupants, subject and recent history (XEP-0045 §4, §5). */
@NullMarked
package im.carillon.muc.state;

import org.jspecify.annotations.NullMarked;
