package im.carillon.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How much people may upload; sizes in bytes.
 *
 * @param fileSize the largest file
 * @param accountQuota what the files of one account may take together, without those that last
 * @param lastingQuota what the files of one account that are kept for good may take, avatars for example
 * @param hostQuota what the files of all accounts of a host may take together
 * @param whenFull what happens when a quota is used up
 * @param slotsPerAccount how many slots an account may have that it has not used yet
 * @param slotLifetime how long a slot can be used
 * @param leaveFree how much of the disk is never filled with files
 */
public record UploadLimits(
        long fileSize,
        long accountQuota,
        long lastingQuota,
        Optional<Long> hostQuota,
        WhenFull whenFull,
        int slotsPerAccount,
        Duration slotLifetime,
        long leaveFree) {

    /** What happens when a quota is used up. */
    public enum WhenFull {
        REMOVE_OLDEST,
        REFUSE
    }
}
