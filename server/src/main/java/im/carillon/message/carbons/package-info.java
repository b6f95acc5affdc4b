/**
 * Message Carbons (XEP-0280 1.0.1, with all rules of §6.1): every session of an account sees both
 * sides of its conversations.
 */
@NullMarked
package im.carillon.message.carbons;

import org.jspecify.annotations.NullMarked;
