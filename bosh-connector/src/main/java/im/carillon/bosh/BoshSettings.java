package im.carillon.bosh;

import java.time.Duration;

/**
 * What this server grants to the sessions it opens.
 *
 * @param longestWait how long a request is held at most
 * @param hold how many requests of a session are held at most
 * @param inactivity how long a client may have no request here
 * @param pollingInactivity the same for a client whose requests are never held
 * @param polling how long a client waits between two requests that bring nothing
 * @param pause for how long a client may announce to be away
 */
record BoshSettings(
        Duration longestWait,
        int hold,
        Duration inactivity,
        Duration pollingInactivity,
        Duration polling,
        Duration pause) {

    /** Browsers call the scripts of a page in the background once a minute: it must not be taken for gone. */
    static final BoshSettings USUAL = new BoshSettings(
            Duration.ofSeconds(60),
            2,
            Duration.ofSeconds(75),
            Duration.ofSeconds(120),
            Duration.ofSeconds(2),
            Duration.ofSeconds(120));
}
