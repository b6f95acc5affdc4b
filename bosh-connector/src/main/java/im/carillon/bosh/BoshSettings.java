package im.carillon.bosh;

import im.carillon.config.BoshConfig;
import im.carillon.config.TlsConfig;
import java.time.Duration;
import java.util.Optional;

/**
 * What this server grants to the sessions it opens.
 *
 * @param longestWait how long a request is held at most
 * @param hold how many requests of a session are held at most
 * @param inactivity how long a client may have no request here
 * @param pollingInactivity the same for a client whose requests are never held
 * @param polling how long a client waits between two requests that bring nothing
 * @param pause for how long a client may announce to be away
 * @param elsewhere where clients have to go whose connection others can read, if they cannot log in here
 */
record BoshSettings(
        Duration longestWait,
        int hold,
        Duration inactivity,
        Duration pollingInactivity,
        Duration polling,
        Duration pause,
        Optional<String> elsewhere) {

    /** Where people usually expect it. */
    static final String PATH = "/http-bind";

    /** @param publicUrl how browsers reach this server */
    static BoshSettings of(BoshConfig bosh, TlsConfig tls, Optional<String> publicUrl) {
        return new BoshSettings(
                bosh.longestWait(),
                bosh.hold(),
                bosh.inactivity(),
                bosh.pollingInactivity(),
                bosh.polling(),
                bosh.pause(),
                publicUrl
                        .filter(url -> tls.required() && url.startsWith("https:"))
                        .map(url -> url + PATH));
    }
}
