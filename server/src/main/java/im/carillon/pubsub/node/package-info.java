/** What a node is (XEP-0060 1.30.0): its configuration, who is affiliated and subscribed, and who may do what. */
@NullMarked
package im.carillon.pubsub.node;

import org.jspecify.annotations.NullMarked;
