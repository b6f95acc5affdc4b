/**
 * Kills the server in the middle of a flood of messages, again and again, and counts: what was
 * acknowledged must be in the archive, and arrive once and in order (XEP-0198, XEP-0313, XEP-0359).
 */
@NullMarked
package im.carillon.integration.crash;

import org.jspecify.annotations.NullMarked;
