package im.carillon.config;

/**
 * What is archived, and for how long, where an account has no rules of its own.
 *
 * @param policy for contacts nothing was said about
 */
public record ArchiveRules(ArchivePolicy policy, Retention retention) {}
