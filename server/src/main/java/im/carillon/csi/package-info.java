/**
 * Client State Indication (XEP-0352 1.0.0): what can wait does, while nobody looks at the client.
 * Nothing that is stored waits, and nothing is left out but what something newer has replaced.
 */
@NullMarked
package im.carillon.csi;

import org.jspecify.annotations.NullMarked;
