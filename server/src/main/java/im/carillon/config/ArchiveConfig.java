package im.carillon.config;

/**
 * The message archive.
 *
 * @param enabled whether messages of accounts are archived; without it only what waits for an
 *     offline account is stored
 * @param search whether messages can be found by their words
 * @param rules for hosts without rules of their own, and for rooms
 */
public record ArchiveConfig(boolean enabled, boolean search, ArchiveRules rules) {}
