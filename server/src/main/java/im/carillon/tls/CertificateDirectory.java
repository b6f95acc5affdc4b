package im.carillon.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The certificates in use, read from a directory.
 *
 * <p>A reload replaces the whole set at once: handshakes that begin afterwards see the new one, open
 * connections have no part in it. Any thread may ask for the current set; reloads exclude each other.
 */
public final class CertificateDirectory {

    /** The set before the last reload serves a handshake that chose its certificate just before it. */
    private record Generations(CertificateSet current, CertificateSet previous) {}

    private record Stamp(long modified, long size, String file) {}

    private final Path folder;
    private final InstantSource clock;
    private final ReentrantLock reloading = new ReentrantLock();
    private volatile Generations generations;
    private Map<Path, Stamp> lastSeen;

    private CertificateDirectory(Path folder, InstantSource clock, CertificateSet first, Map<Path, Stamp> seen) {
        this.folder = folder;
        this.clock = clock;
        this.generations = new Generations(first, first);
        this.lastSeen = seen;
    }

    /** Reads the directory for the first time; what is wrong with it is among the problems of the set. */
    public static CertificateDirectory open(Path folder, InstantSource clock) {
        Map<Path, Stamp> seen = stamps(folder);
        return new CertificateDirectory(folder, clock, CertificateFolder.read(folder), seen);
    }

    /** Where the files are. */
    public Path folder() {
        return folder;
    }

    /** The set that handshakes use now. */
    public CertificateSet current() {
        return generations.current();
    }

    /**
     * Reads the directory again. What cannot be used now and could before stays in use as it was, and is
     * told as a problem; an empty or unreadable directory changes nothing.
     *
     * @return the set that is now in use
     */
    public CertificateSet reload() {
        reloading.lock();
        try {
            lastSeen = stamps(folder);
            CertificateSet before = generations.current();
            CertificateSet now = CertificateFolder.read(folder).keeping(before);
            generations = new Generations(now, before);
            return now;
        } finally {
            reloading.unlock();
        }
    }

    /**
     * Reloads if a file came, went or changed since the last reading.
     *
     * @return the new set, if there is one
     */
    public Optional<CertificateSet> reloadIfChanged() {
        reloading.lock();
        try {
            return stamps(folder).equals(lastSeen) ? Optional.empty() : Optional.of(reload());
        } finally {
            reloading.unlock();
        }
    }

    InstantSource clock() {
        return clock;
    }

    Optional<ServerCertificate> withAlias(String alias) {
        Generations both = generations;
        return both.current().withAlias(alias).or(() -> both.previous().withAlias(alias));
    }

    /** Links are followed: certbot renews by pointing them at other files. */
    private static Map<Path, Stamp> stamps(Path folder) {
        var stamps = new TreeMap<Path, Stamp>();
        try {
            for (Path file : CertificateFolder.files(folder)) {
                stamps.put(file, stamp(file));
            }
        } catch (IOException unreadable) {
            stamps.put(folder, new Stamp(0, 0, unreadable.toString()));
        }
        return stamps;
    }

    private static Stamp stamp(Path file) {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(
                    attributes.lastModifiedTime().toMillis(),
                    attributes.size(),
                    Objects.toString(attributes.fileKey(), ""));
        } catch (IOException dangling) {
            return new Stamp(0, 0, dangling.toString());
        }
    }
}
