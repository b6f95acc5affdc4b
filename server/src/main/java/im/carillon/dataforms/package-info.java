/** Data Forms (XEP-0004 2.13.2): forms as values, and what people filled in, checked against the form. */
@NullMarked
package im.carillon.dataforms;

import org.jspecify.annotations.NullMarked;
