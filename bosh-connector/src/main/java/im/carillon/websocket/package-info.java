/** XMPP over WebSocket (RFC 7395), as one more transport under the streams of TCP. */
@NullMarked
package im.carillon.websocket;

import org.jspecify.annotations.NullMarked;
