package im.carillon.upload.http;

import im.carillon.upload.FileName;
import im.carillon.upload.UploadedFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.DateGenerator;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/**
 * The headers of files. What people upload must not act in a browser: it has no scripts, no origin and no frame, its
 * type is not guessed, and what is more than media is saved and not shown.
 */
final class FileHeaders {

    private static final String METHODS = "GET, HEAD, PUT, OPTIONS";
    private static final Duration LONGEST_IN_CACHE = Duration.ofDays(1);
    private static final int TAG_DIGITS = 32;

    private static final Set<String> PLAIN =
            Set.of("image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp", "text/plain");

    private static final List<HttpHeader> OF_FILE = List.of(
            HttpHeader.ACCEPT_RANGES,
            HttpHeader.ETAG,
            HttpHeader.LAST_MODIFIED,
            HttpHeader.CACHE_CONTROL,
            HttpHeader.CONTENT_RANGE);

    private static final HttpField POLICY =
            new PreEncodedHttpField("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'");
    private static final HttpField RESOURCE_POLICY =
            new PreEncodedHttpField("Cross-Origin-Resource-Policy", "cross-origin");
    private static final HttpField NO_REFERRER = new PreEncodedHttpField("Referrer-Policy", "no-referrer");
    private static final HttpField RANGES = new PreEncodedHttpField(HttpHeader.ACCEPT_RANGES, "bytes");

    private static final HttpField ALL_ORIGINS = new PreEncodedHttpField("Access-Control-Allow-Origin", "*");
    private static final HttpField ALLOWED_METHODS = new PreEncodedHttpField("Access-Control-Allow-Methods", METHODS);
    private static final HttpField ALLOWED_HEADERS = new PreEncodedHttpField(
            "Access-Control-Allow-Headers",
            "Authorization, Content-Type, Range, If-Match, If-None-Match, If-Range, If-Modified-Since");
    private static final HttpField EXPOSED_HEADERS = new PreEncodedHttpField(
            "Access-Control-Expose-Headers",
            "Accept-Ranges, Content-Disposition, Content-Length, Content-Range, ETag, Last-Modified");
    private static final HttpField MAX_AGE = new PreEncodedHttpField("Access-Control-Max-Age", "86400");
    private static final HttpField ALLOW = new PreEncodedHttpField(HttpHeader.ALLOW, METHODS);

    private FileHeaders() {}

    /** Pages of every site may upload with a slot and fetch what they know the address of (XEP-0363 §8). */
    static void share(HttpFields.Mutable headers) {
        headers.add(ALL_ORIGINS).add(ALLOWED_METHODS).add(ALLOWED_HEADERS).add(EXPOSED_HEADERS);
        headers.add(POLICY).add(RESOURCE_POLICY);
    }

    static void options(HttpFields.Mutable headers) {
        headers.add(ALLOW).add(MAX_AGE);
    }

    static void allow(HttpFields.Mutable headers) {
        headers.add(ALLOW);
    }

    static String tag(UploadedFile file) {
        return '"' + file.hash().substring(0, TAG_DIGITS) + '"';
    }

    /** What is true of the file, whether it is sent or not. */
    static void describe(UploadedFile file, Instant now, HttpFields.Mutable headers) {
        headers.add(RANGES).add(NO_REFERRER);
        headers.put(HttpHeader.ETAG, tag(file));
        headers.put(HttpHeader.LAST_MODIFIED, DateGenerator.formatDate(file.created()));
        headers.put(
                HttpHeader.CACHE_CONTROL,
                "private, immutable, max-age=" + cached(file, now).toSeconds());
    }

    /** What was said about a file that turned out not to be there. */
    static void forget(HttpFields.Mutable headers) {
        for (HttpHeader header : OF_FILE) {
            headers.remove(header);
        }
    }

    private static Duration cached(UploadedFile file, Instant now) {
        return file.expires()
                .map(end -> Duration.between(now, end))
                .filter(left -> left.compareTo(LONGEST_IN_CACHE) < 0)
                .orElse(LONGEST_IN_CACHE);
    }

    static void content(UploadedFile file, HttpFields.Mutable headers) {
        String type = file.type().essence();
        headers.put(
                HttpHeader.CONTENT_TYPE,
                type.equals("text/plain") ? text(file) : file.type().text());
        headers.put("Content-Disposition", (isPlainMedia(type) ? "inline" : "attachment") + name(file.name()));
    }

    /** Without a charset browsers would take it for something of the last century. */
    private static String text(UploadedFile file) {
        return file.type().text().contains(";") ? file.type().text() : "text/plain; charset=utf-8";
    }

    private static boolean isPlainMedia(String type) {
        return PLAIN.contains(type) || type.startsWith("audio/") || type.startsWith("video/");
    }

    /** RFC 6266 §4.3: for those who know RFC 8187, and for those who do not. */
    private static String name(FileName name) {
        String plain = name.text().replaceAll("[^ -~]|[\"%\\\\]", "_");
        return "; filename=\"" + plain + "\"; filename*=UTF-8''" + name.encoded();
    }
}
