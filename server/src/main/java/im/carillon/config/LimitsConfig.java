package im.carillon.config;

/**
 * Bounds on what one peer can make the server hold.
 *
 * @param stanzaBytes the largest stanza after login, in bytes as sent
 * @param stanzaBytesBeforeLogin the largest element before login, in bytes as sent
 * @param depth how deep elements may nest within a stanza
 * @param attributes how many attributes one element may carry
 * @param nameLength the longest element or attribute name, in bytes
 * @param inboxBytes received and not yet handled bytes of one stream before reading stops
 * @param outboxBytes encoded and not yet sent bytes of one stream before it is closed
 * @param beforeLoginBytes memory for all streams that have not logged in, together
 * @param connectionsPerAddress how many connections one IP address may have open
 * @param offlineMessages how many messages wait for one account that are in no archive
 */
public record LimitsConfig(
        int stanzaBytes,
        int stanzaBytesBeforeLogin,
        int depth,
        int attributes,
        int nameLength,
        int inboxBytes,
        int outboxBytes,
        long beforeLoginBytes,
        int connectionsPerAddress,
        int offlineMessages) {}
