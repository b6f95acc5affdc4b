/** HTTP/1.1 (RFC 9112) and HTTP/2 (RFC 9113) on Jetty: listeners, strictness, and who answers which path. */
@NullMarked
package im.carillon.http;

import org.jspecify.annotations.NullMarked;
