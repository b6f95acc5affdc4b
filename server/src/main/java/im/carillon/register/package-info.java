/** In-Band Registration (XEP-0077 2.4): new accounts where a host is open, and changes by their owners. */
@NullMarked
package im.carillon.register;

import org.jspecify.annotations.NullMarked;
