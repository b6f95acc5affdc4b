/** Presence and its subscriptions: RFC 6121 §3, §4 and Appendix A, XEP-0191 §3.3 and §3.4 as far as presence goes. */
@NullMarked
package im.carillon.presence;

import org.jspecify.annotations.NullMarked;
