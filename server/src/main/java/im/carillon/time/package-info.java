/** Entity Time (XEP-0202 2.0) of the server. */
@NullMarked
package im.carillon.time;

import org.jspecify.annotations.NullMarked;
