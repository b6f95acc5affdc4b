/**
 * Avatars: what is published (XEP-0084 1.1.4) is shown in the vCard and announced in presence too
 * (XEP-0398 1.0.0, XEP-0153 1.1.1), and what is written to the vCard is published.
 */
@NullMarked
package im.carillon.avatar;

import org.jspecify.annotations.NullMarked;
