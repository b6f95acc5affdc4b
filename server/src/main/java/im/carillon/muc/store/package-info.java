/** Rooms in the database. */
@NullMarked
package im.carillon.muc.store;

import org.jspecify.annotations.NullMarked;
