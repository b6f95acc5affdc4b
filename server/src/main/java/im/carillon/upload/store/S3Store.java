package im.carillon.upload.store;

import im.carillon.config.S3Config;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Contents as objects of a bucket. They arrive in a folder here and leave it when the bucket has them; the service
 * checks what it gets by the hash in the signature. Buckets are named in the path, which every such service knows.
 */
public final class S3Store implements FileStore {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SUCCESS = 2;
    private static final int FAMILY = 100;
    private static final int NOT_FOUND = 404;
    private static final Pattern OBJECT = Pattern.compile(
            "<Contents>.*?<Key>([^<]*)</Key>.*?<LastModified>([^<]*)</LastModified>.*?</Contents>", Pattern.DOTALL);
    private static final Pattern NEXT = Pattern.compile("<NextContinuationToken>([^<]*)</NextContinuationToken>");

    private final S3Config config;
    private final Path folder;
    private final Signature signature;
    private final InstantSource clock;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    public S3Store(S3Config config, Path folder, InstantSource clock) {
        this.config = config;
        this.folder = folder;
        this.clock = clock;
        this.signature = new Signature(config.accessKey(), config.secretKey(), config.region(), "s3");
    }

    @Override
    public Path arrivals() {
        return folder.resolve("arriving");
    }

    private String path(String place) {
        return '/'
                + escaped(config.bucket())
                + '/'
                + escaped(config.prefix() + place).replace("%2F", "/");
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    @Override
    public void keep(Path file, String place, long size, String hash) throws IOException {
        HttpResponse<String> answer = send(
                "PUT", path(place), Map.of(), Map.of(), hash, BodyPublishers.ofFile(file), BodyHandlers.ofString());
        require(answer, answer.body());
    }

    @Override
    public void remove(String place) throws IOException {
        HttpResponse<String> answer = send(
                "DELETE",
                path(place),
                Map.of(),
                Map.of(),
                Signature.NOTHING,
                BodyPublishers.noBody(),
                BodyHandlers.ofString());
        if (answer.statusCode() != NOT_FOUND) {
            require(answer, answer.body());
        }
    }

    @Override
    public Optional<Path> file(String place) {
        return Optional.empty();
    }

    @Override
    public InputStream read(String place, long from, long length) throws IOException {
        HttpResponse<InputStream> answer = send(
                "GET",
                path(place),
                Map.of(),
                Map.of("range", "bytes=" + from + '-' + (from + length - 1)),
                Signature.NOTHING,
                BodyPublishers.noBody(),
                BodyHandlers.ofInputStream());
        if (answer.statusCode() == NOT_FOUND) {
            answer.body().close();
            throw new NoSuchFileException(place);
        }
        if (answer.statusCode() / FAMILY != SUCCESS) {
            try (InputStream body = answer.body()) {
                require(answer, new String(body.readNBytes(1_000), StandardCharsets.UTF_8));
            }
        }
        return answer.body();
    }

    @Override
    public long removeUnknown(Predicate<String> known, Instant before) throws IOException {
        long removed = 0;
        Optional<String> token = Optional.empty();
        do {
            Map<String, String> query = new TreeMap<>(Map.of("list-type", "2", "prefix", config.prefix()));
            token.ifPresent(value -> query.put("continuation-token", value));
            HttpResponse<String> page = send(
                    "GET",
                    '/' + escaped(config.bucket()) + '/',
                    query,
                    Map.of(),
                    Signature.NOTHING,
                    BodyPublishers.noBody(),
                    BodyHandlers.ofString());
            require(page, page.body());
            removed += removeUnknown(page.body(), known, before);
            token = NEXT.matcher(page.body())
                    .results()
                    .map(found -> found.group(1))
                    .findFirst();
        } while (token.isPresent());
        return removed;
    }

    private long removeUnknown(String listing, Predicate<String> known, Instant before) throws IOException {
        long removed = 0;
        Matcher object = OBJECT.matcher(listing);
        while (object.find()) {
            String place = object.group(1).substring(config.prefix().length());
            boolean isOurs = place.matches("[0-9a-f]{64}-[0-9a-f]{16}");
            if (isOurs && Instant.parse(object.group(2)).isBefore(before) && !known.test(place)) {
                remove(place);
                removed++;
            }
        }
        return removed;
    }

    private <T> HttpResponse<T> send(
            String method,
            String path,
            Map<String, String> query,
            Map<String, String> headers,
            String hash,
            BodyPublisher body,
            BodyHandler<T> handler)
            throws IOException {
        String words = new TreeMap<>(query)
                .entrySet().stream()
                        .map(each -> escaped(each.getKey()) + '=' + escaped(each.getValue()))
                        .collect(Collectors.joining("&"));
        URI address = URI.create(config.endpoint() + path + (words.isEmpty() ? "" : '?' + words));
        Instant now = clock.instant();
        Map<String, String> signed = new TreeMap<>(headers);
        signed.put("host", address.getRawAuthority());
        signed.put("x-amz-content-sha256", hash);
        signed.put("x-amz-date", Signature.time(now));
        HttpRequest.Builder request = HttpRequest.newBuilder(address).method(method, body);
        signed.forEach((name, value) -> {
            if (!name.equals("host")) {
                request.header(name, value);
            }
        });
        request.header("Authorization", signature.of(new Signature.Signed(method, path, words, signed, hash), now));
        try {
            return client.send(request.build(), handler);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the storage service was asked", e);
        }
    }

    private static void require(HttpResponse<?> answer, String body) throws IOException {
        if (answer.statusCode() / FAMILY != SUCCESS) {
            throw new IOException("the storage service answered " + answer.statusCode() + ": "
                    + body.replaceAll("\\s+", " ").strip());
        }
    }
}
