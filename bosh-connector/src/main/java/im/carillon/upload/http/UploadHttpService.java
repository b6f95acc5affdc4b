package im.carillon.upload.http;

import im.carillon.http.Caller;
import im.carillon.http.HttpService;
import im.carillon.http.Refusals;
import im.carillon.upload.UploadAddresses;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Files as HTTP sees them. */
final class UploadHttpService implements HttpService {

    private final Receiver receiver;
    private final Sender sender;

    @Inject
    UploadHttpService(Receiver receiver, Sender sender) {
        this.receiver = receiver;
        this.sender = sender;
    }

    @Override
    public Set<String> paths() {
        return Set.of(UploadAddresses.PATH + '*');
    }

    @Override
    public void handle(Caller caller, Request request, Response response, Callback callback) {
        FileHeaders.share(response.getHeaders());
        String raw = request.getHttpURI().getPath();
        Optional<FilePath> path = raw == null ? Optional.empty() : FilePath.of(raw);
        switch (request.getMethod()) {
            case "OPTIONS" -> {
                FileHeaders.options(response.getHeaders());
                response.setStatus(HttpStatus.NO_CONTENT_204);
                callback.succeeded();
            }
            case "PUT" -> receiver.receive(path, request, response, callback);
            case "GET", "HEAD" -> {
                if (path.isPresent()) {
                    sender.send(path.get(), request, response, callback);
                } else {
                    Sender.notFound(response, callback);
                }
            }
            default -> {
                FileHeaders.allow(response.getHeaders());
                Refusals.write(response, callback, HttpStatus.METHOD_NOT_ALLOWED_405, "use GET, or PUT with a slot");
            }
        }
    }
}
