/**
 * A load generator that drives the started server from outside, as clients do (RFC 6120, RFC 5802,
 * RFC 7677, XEP-0199 2.0, XEP-0386 1.0, XEP-0388 1.0), and sets what the server spends beside what a bare relay
 * without XML spends.
 */
@NullMarked
package im.carillon.bench;

import org.jspecify.annotations.NullMarked;
