package im.carillon.message;

import im.carillon.account.Account;
import im.carillon.stanza.Message;
import im.carillon.timeline.Fingerprint;
import java.time.Instant;
import java.util.Optional;

/**
 * A message on its way to the committer, with all that has to be asked of a database.
 *
 * @param archived whether it is worth being archived
 * @param owner the account it is for; none when that has no timeline
 * @param ownerKeeps whether it stays there after it was delivered
 * @param sender the account whose session sent it; none when that does not want it in its archive
 * @param fingerprint by which a repetition of it is known
 * @param began since when that session is there
 */
record Letter(
        Message message,
        boolean archived,
        Optional<Account> owner,
        boolean ownerKeeps,
        Optional<Account> sender,
        Fingerprint fingerprint,
        Optional<Instant> began) {

    /** Whether both sides are the same account. */
    boolean isToSelf() {
        return owner.isPresent() && owner.equals(sender);
    }
}
