package im.carillon.session;

/** What more than one feature wants to know of a session. */
public final class SessionKeys {

    /**
     * That the client reads the archive to learn what it missed, as one does that uses Bind 2 or has
     * queried its archive: the newest position there was when it did. What was archived up to there
     * it is not given once more (XEP-0313 §5.1.1).
     */
    public static final SessionKey<Long> ARCHIVE_READ = SessionKey.number("archive-read");

    private SessionKeys() {}
}
