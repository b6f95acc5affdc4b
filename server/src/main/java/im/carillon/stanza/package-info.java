/** Stanzas, their errors and stream errors as values (RFC 6120 §4.9, §8; RFC 6121 §4.7, §5.2). */
@NullMarked
package im.carillon.stanza;

import org.jspecify.annotations.NullMarked;
