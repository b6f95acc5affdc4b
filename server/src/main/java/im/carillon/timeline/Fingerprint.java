package im.carillon.timeline;

/**
 * What a message has in common with a repetition of itself: hashes of its sender, its recipient, its
 * payload and its id.
 *
 * @param byOrigin with the id that its client gave it for all times (XEP-0359 §3.2); 0 without one
 * @param byId with the id of the stanza; 0 without one
 * @param distinctive whether that id looks as if it was made at random, and not counted or written by hand
 */
public record Fingerprint(long byOrigin, long byId, boolean distinctive) {}
