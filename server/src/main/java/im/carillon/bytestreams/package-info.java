/** The proxy of SOCKS5 Bytestreams (XEP-0065 1.8.2): clients that cannot reach each other meet here. */
@NullMarked
package im.carillon.bytestreams;

import org.jspecify.annotations.NullMarked;
