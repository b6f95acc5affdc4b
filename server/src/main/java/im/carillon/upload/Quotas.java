package im.carillon.upload;

import im.carillon.config.UploadLimits;
import java.util.Optional;

/** Whether there is room for one more file: a decision without effects. */
final class Quotas {

    private final UploadLimits limits;

    Quotas(UploadLimits limits) {
        this.limits = limits;
    }

    /** What there is, and what is about to come. */
    record State(Usage account, Usage host) {}

    /** What becomes of a file. */
    sealed interface Decision {}

    /**
     * It has room, once so many bytes of older files are gone.
     *
     * @param ofAccount to be removed of the account's own
     * @param ofHost to be removed of anybody's
     */
    record Room(long ofAccount, long ofHost) implements Decision {}

    /** It has none, and waiting may help or not. */
    record None(String why, boolean passes) implements Decision {}

    Decision decide(long size, boolean lasting, State state) {
        long quota = lasting ? limits.lastingQuota() : limits.accountQuota();
        boolean removing = !lasting && limits.whenFull() == UploadLimits.WhenFull.REMOVE_OLDEST;
        if (size > quota) {
            return new None("your files may have " + quota + " bytes together", false);
        }
        long tooMuch = Math.max(0, state.account().bytes() + size - quota);
        if (tooMuch > 0 && !removing) {
            return new None("your files have used up their " + quota + " bytes; delete some of them", true);
        }
        Optional<Long> hostQuota = limits.hostQuota();
        long tooMuchOfAll = hostQuota
                .map(all -> Math.max(0, state.host().bytes() + size - all - tooMuch))
                .orElse(0L);
        if (tooMuchOfAll > 0 && (!removing || size > hostQuota.orElse(0L))) {
            return new None("the files of this server have used up their room", true);
        }
        return new Room(tooMuch, tooMuchOfAll);
    }
}
