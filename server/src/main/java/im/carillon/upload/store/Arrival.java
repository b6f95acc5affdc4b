package im.carillon.upload.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file while it arrives: written and hashed piece by piece, in a place where nobody looks. Used by one thread at
 * a time; blocks on the disk.
 */
public final class Arrival {

    private final Path file;
    private final FileChannel channel;
    private final MessageDigest digest = sha256();
    private long size;

    Arrival(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /** Takes all of a piece. */
    public void write(ByteBuffer piece) throws IOException {
        size += piece.remaining();
        digest.update(piece.duplicate());
        while (piece.hasRemaining()) {
            channel.write(piece);
        }
    }

    public long size() {
        return size;
    }

    public Path file() {
        return file;
    }

    /**
     * Makes what was written durable; nothing can be written from then on.
     *
     * @return SHA-256 of the content, in hexadecimal
     */
    public String complete() throws IOException {
        channel.force(true);
        channel.close();
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Leaves nothing behind, except what a store has taken over. */
    public void discard() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }
}
