/**
 * Personal Eventing Protocol (XEP-0163 1.2.2): every account is a pubsub service, whose contacts are
 * notified of what their clients want to know.
 */
@NullMarked
package im.carillon.pep;

import org.jspecify.annotations.NullMarked;
