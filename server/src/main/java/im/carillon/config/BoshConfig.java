package im.carillon.config;

import java.time.Duration;

/**
 * What clients over BOSH are granted (XEP-0124).
 *
 * @param longestWait how long a request is held at most
 * @param hold how many requests of a client are held at most
 * @param inactivity how long a client may have no request here
 * @param pollingInactivity the same for a client whose requests are never held
 * @param polling how long a client waits between two requests that bring nothing
 * @param pause for how long a client may announce to be away
 */
public record BoshConfig(
        Duration longestWait,
        int hold,
        Duration inactivity,
        Duration pollingInactivity,
        Duration polling,
        Duration pause) {}
