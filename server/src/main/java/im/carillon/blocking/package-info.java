/** The Blocking Command (XEP-0191 1.3), with reports of spam and abuse (XEP-0377 0.4.1). */
@NullMarked
package im.carillon.blocking;

import org.jspecify.annotations.NullMarked;
