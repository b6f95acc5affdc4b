package im.carillon.spi;

/** A request that is answered with an error status and a sentence for people. */
public final class HttpRefusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    public HttpRefusal(int status, String message) {
        super(message);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
