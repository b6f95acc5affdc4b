package im.carillon.webclient;

import java.util.Map;
import java.util.Optional;

/** The content types of files by their endings; others are not served. */
final class ContentTypes {

    private static final Map<String, String> TEXT = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json",
            "map", "application/json",
            "webmanifest", "application/manifest+json",
            "svg", "image/svg+xml",
            "txt", "text/plain; charset=utf-8");

    private static final Map<String, String> BINARY = Map.of(
            "png", "image/png",
            "jpg", "image/jpeg",
            "webp", "image/webp",
            "ico", "image/x-icon",
            "woff2", "font/woff2",
            "wasm", "application/wasm",
            "mp3", "audio/mpeg",
            "ogg", "audio/ogg");

    private ContentTypes() {}

    static Optional<String> of(String name) {
        String ending = ending(name);
        return Optional.ofNullable(TEXT.getOrDefault(ending, BINARY.get(ending)));
    }

    /** Whether compressing such a file makes it smaller. */
    static boolean isText(String name) {
        return TEXT.containsKey(ending(name));
    }

    private static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
