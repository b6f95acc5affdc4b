/** vcard-temp (XEP-0054 1.3.0): everybody's card, readable by all and written by its owner. */
@NullMarked
package im.carillon.vcard;

import org.jspecify.annotations.NullMarked;
