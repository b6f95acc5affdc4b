/** Accounts: who can log in here, and with which SCRAM keys (RFC 5802); never a password. */
@NullMarked
package im.carillon.account;

import org.jspecify.annotations.NullMarked;
