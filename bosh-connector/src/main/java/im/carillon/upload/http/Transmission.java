package im.carillon.upload.http;

import org.eclipse.jetty.util.Callback;

/** A body on its way to the client; what it needs is open. */
@FunctionalInterface
interface Transmission {

    /** Sends it all, then tells the callback; does not block. */
    void begin(Callback callback);
}
