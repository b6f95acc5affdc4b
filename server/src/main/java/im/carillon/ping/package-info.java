/** XMPP Ping (XEP-0199 2.0.1): answers from the server and from one's own account. */
@NullMarked
package im.carillon.ping;

import org.jspecify.annotations.NullMarked;
