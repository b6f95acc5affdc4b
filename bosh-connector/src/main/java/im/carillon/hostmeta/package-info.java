/** Where else clients can connect, in web host metadata (XEP-0156 1.4.0, RFC 6415). */
@NullMarked
package im.carillon.hostmeta;

import org.jspecify.annotations.NullMarked;
