/** Stream Limits Advertisement (XEP-0478 0.2.0). */
@NullMarked
package im.carillon.limits;

import org.jspecify.annotations.NullMarked;
