package im.carillon.transport;

/** How far a peer of a {@link LastingConnection} has come with what it sends; immutable. */
public interface Progress {

    /** As it is stored. */
    byte[] bytes();

    /** Whether it must not be forgotten, even if nothing else is to be stored. */
    default boolean isEssential() {
        return false;
    }
}
