package im.carillon.timeline;

/** Where a timeline that is not empty begins and ends. */
public record TimelineBounds(long first, long last) {}
