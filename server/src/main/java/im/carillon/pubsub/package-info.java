/**
 * Publish-Subscribe (XEP-0060 1.30.0): nodes with items, and who is notified of them. The same
 * implementation serves the pubsub service of a host and the nodes of accounts.
 */
@NullMarked
package im.carillon.pubsub;

import org.jspecify.annotations.NullMarked;
