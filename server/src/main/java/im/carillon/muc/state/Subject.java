package im.carillon.muc.state;

import im.carillon.jid.Jid;
import java.time.Instant;

/**
 * What a room talks about (XEP-0045 §7.2.15).
 *
 * @param text empty when the subject was taken away
 * @param by the occupant who set it
 */
public record Subject(String text, Jid by, Instant time) {}
