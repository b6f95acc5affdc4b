/** Where nodes are kept: in the database, and those in use in memory. */
@NullMarked
package im.carillon.pubsub.store;

import org.jspecify.annotations.NullMarked;
