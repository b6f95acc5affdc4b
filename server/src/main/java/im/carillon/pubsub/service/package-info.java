/** The pubsub service of each host (XEP-0060 1.30.0), at {@code pubsub.<host>}. */
@NullMarked
package im.carillon.pubsub.service;

import org.jspecify.annotations.NullMarked;
