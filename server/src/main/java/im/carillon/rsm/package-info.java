/** Result Set Management (XEP-0059 1.0): which part of a long answer is wanted, and which part it is. */
@NullMarked
package im.carillon.rsm;

import org.jspecify.annotations.NullMarked;
