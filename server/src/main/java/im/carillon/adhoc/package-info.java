/** Ad-Hoc Commands (XEP-0050 1.3.0): commands with forms, for whoever may use them. */
@NullMarked
package im.carillon.adhoc;

import org.jspecify.annotations.NullMarked;
