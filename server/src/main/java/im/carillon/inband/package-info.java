/**
 * In-Band Bytestreams (XEP-0047 2.0.1) between clients, also those of Jingle (XEP-0261): they pass
 * as they are, no faster than the recipient takes them.
 */
@NullMarked
package im.carillon.inband;

import org.jspecify.annotations.NullMarked;
