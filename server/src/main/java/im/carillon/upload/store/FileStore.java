package im.carillon.upload.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Keeps contents of files under names that are used once, so that removing one can never hit another. Every method
 * may block; safe for use by several threads.
 */
public interface FileStore {

    /** Where files arrive, so that they can be taken over without another copy where that is possible. */
    Path arrivals();

    /**
     * Takes a complete file over; returns when it is durable. When it fails, the file is still where it was, and
     * nothing is in the store.
     *
     * @param hash SHA-256 of the content, in hexadecimal
     */
    void keep(Path file, String place, long size, String hash) throws IOException;

    /** Removes a content; it may be gone already. */
    void remove(String place) throws IOException;

    /** The file on this machine, if contents are files on this machine. */
    Optional<Path> file(String place);

    /** A part of a content; fails with {@link java.nio.file.NoSuchFileException} when there is no such content. */
    InputStream read(String place, long from, long length) throws IOException;

    /**
     * Removes contents that nobody knows, as a crash can leave them behind.
     *
     * @param before what was stored later is left alone: somebody may be about to know it
     * @return how many there were
     */
    long removeUnknown(Predicate<String> known, Instant before) throws IOException;
}
