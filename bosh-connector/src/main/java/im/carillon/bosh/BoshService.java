package im.carillon.bosh;

import im.carillon.http.AnswerTurn;
import im.carillon.http.Caller;
import im.carillon.http.HttpService;
import im.carillon.http.Origins;
import im.carillon.http.Refusals;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** BOSH as HTTP sees it: POST with a body of XML (XEP-0124 §5), from pages of any origin. */
final class BoshService implements HttpService {

    private static final Logger LOG = LoggerFactory.getLogger(BoshService.class);
    private static final String METHODS = "POST, OPTIONS, GET, HEAD";

    /** Smaller answers gain nothing. */
    private static final int WORTH_COMPRESSING = 2048;

    private static final HttpField ALLOWED_METHODS = new PreEncodedHttpField("Access-Control-Allow-Methods", METHODS);
    private static final HttpField ALLOWED_HEADERS =
            new PreEncodedHttpField("Access-Control-Allow-Headers", "Content-Type, Content-Encoding");
    private static final HttpField MAX_AGE = new PreEncodedHttpField("Access-Control-Max-Age", "86400");
    private static final HttpField ALLOW = new PreEncodedHttpField(HttpHeader.ALLOW, METHODS);
    private static final HttpField NO_STORE = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");
    private static final HttpField GZIP = new PreEncodedHttpField(HttpHeader.CONTENT_ENCODING, "gzip");
    private static final HttpField XML = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, Answer.XML);

    /**
     * Whoever has a stanza delivered to himself decides what an answer contains, and the type of the answer
     * is the client's choice: shown as a page, it must not act for this origin.
     */
    private static final HttpField INERT = new PreEncodedHttpField("Content-Security-Policy", "sandbox");

    private static final byte[] EXPLANATION = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>BOSH</title></head>
            <body><h1>BOSH</h1>
            <p>It works: this is an XMPP connection manager for BOSH
            (<a href="https://xmpp.org/extensions/xep-0124.html">XEP-0124</a>).
            Enter the address of this page into an XMPP client that runs in a browser.</p>
            </body></html>
            """.getBytes(StandardCharsets.UTF_8);

    private final BoshSessions sessions;
    private final Origins origins;

    @Inject
    BoshService(BoshSessions sessions, Origins origins) {
        this.sessions = sessions;
        this.origins = origins;
    }

    @Override
    public Set<String> paths() {
        return Set.of(BoshSettings.PATH, BoshSettings.PATH + "/", "/bosh", "/bosh/");
    }

    @Override
    public void handle(Caller caller, Request request, Response response, Callback callback) {
        HttpFields.Mutable headers = response.getHeaders();
        origins.expose(request, response);
        switch (request.getMethod()) {
            case "POST" -> post(caller, request, response, callback);
            case "OPTIONS" -> {
                headers.add(ALLOWED_METHODS).add(ALLOWED_HEADERS).add(MAX_AGE).add(ALLOW);
                response.setStatus(HttpStatus.NO_CONTENT_204);
                callback.succeeded();
            }
            case "GET", "HEAD" -> {
                headers.put(HttpHeader.CONTENT_TYPE, "text/html; charset=utf-8");
                boolean wanted = request.getMethod().equals("GET");
                headers.put(HttpHeader.CONTENT_LENGTH, EXPLANATION.length);
                response.write(true, wanted ? ByteBuffer.wrap(EXPLANATION) : null, callback);
            }
            default -> {
                headers.add(ALLOW);
                Refusals.write(response, callback, HttpStatus.METHOD_NOT_ALLOWED_405, "use POST");
            }
        }
    }

    private void post(Caller caller, Request request, Response response, Callback callback) {
        if (!origins.allow(request)) {
            Refusals.write(response, callback, HttpStatus.FORBIDDEN_403, "not from this origin");
            return;
        }
        if (request.getHeaders().contains(HttpHeader.CONTENT_ENCODING)) {
            // nothing is offered in 'accept' (XEP-0124 §7.2)
            Refusals.write(response, callback, HttpStatus.UNSUPPORTED_MEDIA_TYPE_415, "send it uncompressed");
            return;
        }
        // a held request is silent for longer than connections usually may be
        request.addIdleTimeoutListener(silence -> false);
        new BodyReader(
                        request,
                        sessions.largestBodyBeforeLogin(),
                        sessions.largestBody(),
                        new Posted(caller, request, response, callback))
                .run();
    }

    /** One request on its way through. */
    private final class Posted implements BodyReader.Receiver, Exchange {

        private final Caller caller;
        private final Request request;
        private final Response response;
        private final Callback callback;
        private volatile boolean gone;

        Posted(Caller caller, Request request, Response response, Callback callback) {
            this.caller = caller;
            this.request = request;
            this.response = response;
            this.callback = callback;
            // HTTP/2 tells of a page that was left
            request.addFailureListener(failure -> gone = true);
        }

        @Override
        public void complete(byte[] body) {
            try {
                sessions.handle(body, new Origin(caller.address(), caller.secure()), this);
            } catch (RuntimeException e) {
                LOG.error("a request of {} failed", caller.address(), e);
                answer(Answer.refusal(BindingCondition.INTERNAL_SERVER_ERROR, false));
            }
        }

        @Override
        public void tooLarge() {
            answer(new Answer(
                    HttpStatus.PAYLOAD_TOO_LARGE_413, Answer.XML, Body.terminal(BindingCondition.POLICY_VIOLATION)));
        }

        @Override
        public void broken(Throwable cause) {
            LOG.debug("a request of {} did not arrive: {}", caller.address(), cause.getMessage());
            callback.failed(cause);
        }

        @Override
        public boolean mayBeLarger(byte[] beginning) {
            return sessions.isOfUser(beginning);
        }

        @Override
        public boolean isGone() {
            return gone;
        }

        @Override
        public void answer(Answer answer) {
            HttpFields.Mutable headers = response.getHeaders();
            response.setStatus(answer.status());
            headers.add(answer.contentType().equals(Answer.XML) ? XML : type(answer));
            headers.add(NO_STORE);
            headers.add(INERT);
            byte[] body = answer.body();
            if (body.length >= WORTH_COMPRESSING && acceptsGzip()) {
                headers.add(GZIP);
                body = compressed(body);
            }
            headers.put(HttpHeader.CONTENT_LENGTH, body.length);
            ByteBuffer content = ByteBuffer.wrap(body);
            AnswerTurn.run(() -> response.write(true, content, callback));
        }

        private static HttpField type(Answer answer) {
            return new HttpField(HttpHeader.CONTENT_TYPE, answer.contentType());
        }

        private boolean acceptsGzip() {
            return request.getHeaders().contains(HttpHeader.ACCEPT_ENCODING, "gzip");
        }
    }

    /** Whoever waits for an answer has more of its coming soon than of the last bytes that could be saved. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    private static byte[] compressed(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length / 3);
        try (GZIPOutputStream gzip = new FastGzip(out)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
