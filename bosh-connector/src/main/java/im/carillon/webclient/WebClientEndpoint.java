package im.carillon.webclient;

import im.carillon.config.UploadConfig;
import im.carillon.spi.HttpEndpoint;
import im.carillon.spi.HttpRefusal;
import im.carillon.spi.HttpReply;
import im.carillon.spi.HttpRequest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Everything that nobody else answers: the files of the web client. */
final class WebClientEndpoint implements HttpEndpoint {

    private static final String FILES = "{files}";

    /**
     * The page runs its own scripts alone and is shown in no other page. It may connect anywhere encrypted, as
     * the account may live on another server; and to where files are, which may be unencrypted within this machine.
     */
    private static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data: blob: https:" + FILES,
            "media-src 'self' blob: https:" + FILES,
            "font-src 'self'",
            "connect-src 'self' https: wss:" + FILES,
            "manifest-src 'self'",
            "worker-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'");

    private static final String HTTP = "http://";

    /** A name with the hash of its content, which therefore never changes. */
    private static final Pattern HASHED = Pattern.compile("assets/.*-[A-Za-z0-9_-]{8}\\.[a-z0-9]+");

    private final WebClientFiles files;
    private final Optional<String> uploads;

    @Inject
    WebClientEndpoint(WebClientFiles files, UploadConfig uploads) {
        this.files = files;
        this.uploads = uploads.url().filter(url -> url.startsWith(HTTP));
    }

    @Override
    public String path() {
        return "/*";
    }

    @Override
    public HttpReply handle(HttpRequest request) throws IOException, HttpRefusal {
        StaticFile file =
                files.find(request.rest()).orElseThrow(() -> new HttpRefusal(404, "there is nothing at this address"));
        boolean compressed = file.compressed().isPresent() && accepts(request, "gzip");
        String tag = compressed ? file.tag().replaceFirst("\"$", "-gzip\"") : file.tag();
        HttpReply reply = isCurrent(request, tag)
                ? HttpReply.of(304)
                : HttpReply.of(200)
                        .withBody(file.type(), compressed ? file.compressed().get() : file.bytes());
        if (compressed && reply.status() == 200) {
            reply = reply.withHeader("Content-Encoding", "gzip");
        }
        return reply.withHeader("ETag", tag)
                .withHeader("Vary", "Accept-Encoding")
                .withHeader("Cache-Control", caching(request.rest()))
                .withHeader("Content-Security-Policy", POLICY.replace(FILES, unencryptedFiles(request)))
                .withHeader("Referrer-Policy", "no-referrer")
                .withHeader("Cross-Origin-Opener-Policy", "same-origin")
                .withHeader("Cross-Origin-Resource-Policy", "same-origin");
    }

    /** On the machine itself the page may have been asked for by another name than that in the addresses of files. */
    private String unencryptedFiles(HttpRequest request) {
        String here = request.header("Host")
                .filter(host -> request.isLocal())
                .map(host -> ' ' + HTTP + "localhost" + host.replaceFirst(".*(?=:[0-9]+$)|.*", ""))
                .orElse("");
        return uploads.map(url -> ' ' + url).orElse("") + here;
    }

    private static String caching(String path) {
        return HASHED.matcher(path).matches() ? "public, max-age=31536000, immutable" : "no-cache";
    }

    /** RFC 9110 §12.5.3, as far as browsers use it. */
    private static boolean accepts(HttpRequest request, String coding) {
        return Arrays.stream(request.header("Accept-Encoding").orElse("").split(","))
                .map(each -> each.strip().toLowerCase(Locale.ROOT))
                .anyMatch(each -> each.startsWith(coding) && !each.matches(".*;\\s*q=0(\\.0*)?"));
    }

    private static boolean isCurrent(HttpRequest request, String tag) {
        Optional<String> known = request.header("If-None-Match");
        return known.isPresent()
                && Arrays.stream(known.get().split(","))
                        .map(String::strip)
                        .anyMatch(each -> each.equals("*") || each.equals(tag) || each.equals("W/" + tag));
    }
}
