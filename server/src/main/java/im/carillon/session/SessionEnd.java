package im.carillon.session;

/** Ends sessions: takes them out of the registry and tells whoever has to know. */
@FunctionalInterface
public interface SessionEnd {

    /** Ends a session that no stream carries; at most once for each. May block. */
    void end(Session session);
}
