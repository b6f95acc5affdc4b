/** Software Version (XEP-0092 1.1) of the server. */
@NullMarked
package im.carillon.version;

import org.jspecify.annotations.NullMarked;
