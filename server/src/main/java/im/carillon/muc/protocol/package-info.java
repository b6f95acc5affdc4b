/** The stanzas that rooms take: entering, speaking and administration (XEP-0045 §6 to §10). */
@NullMarked
package im.carillon.muc.protocol;

import org.jspecify.annotations.NullMarked;
