package im.carillon.webclient;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * A file as it was when it was read.
 *
 * @param tag the entity tag of its content, in quotes (RFC 9110 §8.8.3)
 * @param compressed with gzip, where that is smaller
 */
record StaticFile(String type, byte[] bytes, Optional<byte[]> compressed, String tag, FileTime modified) {

    private static final int TAG_BYTES = 12;

    static StaticFile read(Path file, String type) throws IOException {
        FileTime modified = Files.getLastModifiedTime(file);
        byte[] bytes = Files.readAllBytes(file);
        Optional<byte[]> compressed = ContentTypes.isText(file.getFileName().toString())
                ? Optional.of(gzip(bytes)).filter(smaller -> smaller.length < bytes.length)
                : Optional.empty();
        return new StaticFile(type, bytes, compressed, tag(bytes), modified);
    }

    boolean isStill(Path file) throws IOException {
        return Files.size(file) == bytes.length
                && Files.getLastModifiedTime(file).equals(modified);
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String tag(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + HexFormat.of().formatHex(Arrays.copyOf(digest, TAG_BYTES)) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
