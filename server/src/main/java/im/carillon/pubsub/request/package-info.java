/** The requests of XEP-0060 1.30.0, one class for each use case. */
@NullMarked
package im.carillon.pubsub.request;

import org.jspecify.annotations.NullMarked;
