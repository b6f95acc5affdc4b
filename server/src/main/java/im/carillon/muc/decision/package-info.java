/** Who may do what in a room, and why not: pure functions over facts (XEP-0045 §5). */
@NullMarked
package im.carillon.muc.decision;

import org.jspecify.annotations.NullMarked;
