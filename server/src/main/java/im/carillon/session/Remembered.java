package im.carillon.session;

import im.carillon.stanza.Presence;
import im.carillon.stanza.Stanza;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.StoredXml;

/** What the core itself remembers of a session. */
final class Remembered {

    private static final StoredXml XML = new StoredXml();

    /** The last broadcast presence. */
    static final SessionKey<Presence> PRESENCE =
            new SessionKey<>("presence", presence -> XML.bytes(presence.element()), Remembered::presence);

    /** Whether roster changes are pushed. */
    static final SessionKey<Boolean> ROSTER = SessionKey.flag("roster");

    private Remembered() {}

    /** A value in memory. */
    sealed interface Kept {

        byte[] bytes();
    }

    /** As a feature put it. */
    record Live<T>(SessionKey<T> key, T value) implements Kept {

        @Override
        public byte[] bytes() {
            return key.encode().apply(value);
        }
    }

    /** As a former process stored it. */
    record Former(byte[] bytes) implements Kept {}

    private static Presence presence(byte[] stored) {
        try {
            return (Presence) Stanza.of(XML.element(stored));
        } catch (StanzaException e) {
            throw new IllegalStateException("a stored presence cannot be read", e);
        }
    }
}
