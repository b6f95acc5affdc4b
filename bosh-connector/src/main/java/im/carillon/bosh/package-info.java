/**
 * BOSH: the stream of a client over pairs of HTTP requests and answers (XEP-0124 1.11.2, XEP-0206
 * 1.4).
 */
@NullMarked
package im.carillon.bosh;

import org.jspecify.annotations.NullMarked;
