/** Multi-user chat (XEP-0045 1.35.5): the service below each host, and what binds its parts. */
@NullMarked
package im.carillon.muc;

import org.jspecify.annotations.NullMarked;
