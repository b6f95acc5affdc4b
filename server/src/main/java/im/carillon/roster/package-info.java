/** Rosters with versioning and pre-approval: RFC 6121 §2 and §3.4, XEP-0237 1.3. */
@NullMarked
package im.carillon.roster;

import org.jspecify.annotations.NullMarked;
