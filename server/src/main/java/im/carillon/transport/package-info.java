/** What a stream needs of the connection that carries it, whichever transport that is. */
@NullMarked
package im.carillon.transport;

import org.jspecify.annotations.NullMarked;
