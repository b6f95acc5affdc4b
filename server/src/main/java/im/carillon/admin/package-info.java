/** Service Administration (XEP-0133 1.3.1): the account commands, for administrators of a host. */
@NullMarked
package im.carillon.admin;

import org.jspecify.annotations.NullMarked;
