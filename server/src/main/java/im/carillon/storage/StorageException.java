package im.carillon.storage;

/** The database refused or could not be reached; senders get {@code resource-constraint}, type wait. */
public final class StorageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }

    StorageException(String message) {
        super(message);
    }

    static StorageException refused(Throwable cause) {
        return new StorageException("storage refused: " + cause.getMessage(), cause);
    }
}
