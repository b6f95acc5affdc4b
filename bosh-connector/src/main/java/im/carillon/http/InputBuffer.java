package im.carillon.http;

import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.server.Request;

/**
 * How much is read from a connection at once. A request that is held keeps what it came in, so that is small;
 * a file comes in larger pieces.
 */
final class InputBuffer {

    static final int USUAL = 2 * 1024;
    private static final int OF_FILES = 64 * 1024;

    private InputBuffer() {}

    /** For the rest of this request. */
    static void ofFile(Request request) {
        boolean alone = request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_2;
        if (alone && request.getConnectionMetaData().getConnection() instanceof AbstractConnection connection) {
            connection.setInputBufferSize(OF_FILES);
            Request.addCompletionListener(request, failure -> connection.setInputBufferSize(USUAL));
        }
    }
}
