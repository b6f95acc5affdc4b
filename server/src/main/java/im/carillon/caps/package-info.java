/**
 * Entity Capabilities (XEP-0115 1.6.0) of clients: what their presence says they support, asked for once
 * for each hash, and believed of others only when the hash is right.
 */
@NullMarked
package im.carillon.caps;

import org.jspecify.annotations.NullMarked;
