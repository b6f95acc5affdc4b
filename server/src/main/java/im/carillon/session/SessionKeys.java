package im.carillon.session;

/** What more than one feature wants to know of a session. */
public final class SessionKeys {

    /**
     * That the client reads the archive to learn what it missed, as one does that uses Bind 2 or has
     * queried its archive: it gets nothing else that was stored while it was away.
     */
    public static final SessionKey<Boolean> READS_ARCHIVE = SessionKey.flag("reads-archive");

    private SessionKeys() {}
}
