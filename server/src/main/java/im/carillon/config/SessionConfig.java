package im.carillon.config;

import java.time.Duration;

/**
 * Sessions and their streams.
 *
 * @param conflict what happens when a resource is bound twice
 * @param perAccount how many sessions one account may have at once
 * @param keepalive silence of a client after which it is asked for a sign of life
 * @param deadAfter how long it may then stay silent before the connection is given up
 * @param resumption how long a session without a connection waits for its client (XEP-0198 §5); zero
 *     when sessions cannot be resumed
 * @param unacknowledged how many stanzas a client may leave unacknowledged before its session ends
 */
public record SessionConfig(
        ConflictPolicy conflict,
        int perAccount,
        Duration keepalive,
        Duration deadAfter,
        Duration resumption,
        int unacknowledged) {

    /** RFC 6120 §7.7.2.2. */
    public enum ConflictPolicy {
        /** The older session is closed with {@code <conflict/>}. */
        REPLACE,
        /** The newer session gets a stanza error {@code <conflict/>}. */
        REJECT
    }
}
