/**
 * Service discovery (XEP-0030 2.5.0) about hosts and accounts, with extended information (XEP-0128
 * 1.0.1), and the server's own entity capabilities (XEP-0115 1.6.0) among the stream features.
 */
@NullMarked
package im.carillon.disco;

import org.jspecify.annotations.NullMarked;
