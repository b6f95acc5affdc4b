package im.carillon.archive.retention;

import im.carillon.config.Retention;
import java.time.Duration;
import java.util.Optional;

/**
 * What was set for one account; what was not is left to its host.
 *
 * @param keep for how long
 * @param messages how many
 */
record AccountRetention(Optional<Duration> keep, Optional<Integer> messages) {

    static final AccountRetention OF_HOST = new AccountRetention(Optional.empty(), Optional.empty());

    Retention within(Retention host) {
        return new Retention(keep.orElse(host.keep()), messages.orElse(host.messages()));
    }
}
