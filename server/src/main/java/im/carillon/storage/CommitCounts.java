package im.carillon.storage;

/** How many groups were committed and how many units of work they held. */
public record CommitCounts(long groups, long units) {}
