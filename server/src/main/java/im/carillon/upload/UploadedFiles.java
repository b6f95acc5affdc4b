package im.carillon.upload;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import im.carillon.config.UploadConfig;
import im.carillon.jid.BareJid;
import im.carillon.storage.Database;
import im.carillon.upload.store.FileStore;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files there are. A content that nobody has any more leaves the store after the commit that says so; what a
 * crash leaves in between is found later. Every method may block; safe for use by several threads.
 */
@Singleton
public final class UploadedFiles {

    private static final Logger LOG = LoggerFactory.getLogger(UploadedFiles.class);
    private static final int PORTION = 200;
    private static final int KNOWN = 20_000;
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final Database database;
    private final FileStore store;
    private final Quotas quotas;
    private final UploadCounts counts;
    private final InstantSource clock;

    /** A removed one may come back into it for a moment, and is then not found in the store. */
    private final Cache<String, UploadedFile> known = Caffeine.newBuilder()
            .maximumSize(KNOWN)
            .expireAfterAccess(REMEMBERED)
            .build();

    @Inject
    UploadedFiles(Database database, FileStore store, UploadConfig config, UploadCounts counts, InstantSource clock) {
        this.database = database;
        this.store = store;
        this.quotas = new Quotas(config.limits());
        this.counts = counts;
        this.clock = clock;
    }

    /** A file that may be shown. */
    public Optional<UploadedFile> find(String id) {
        if (!SlotTokens.ID.matcher(id).matches()) {
            return Optional.empty();
        }
        UploadedFile file = known.getIfPresent(id);
        if (file == null) {
            Optional<UploadedFile> stored = database.read(handle -> UploadRows.find(handle, id));
            stored.ifPresent(found -> known.put(id, found));
            file = stored.orElse(null);
        }
        return Optional.ofNullable(file).filter(found -> found.isThere(clock.instant()));
    }

    boolean isTaken(String id) {
        return known.getIfPresent(id) != null || database.read(handle -> UploadRows.isTaken(handle, id));
    }

    boolean isKnown(String place) {
        String hash = place.substring(0, Math.max(0, place.indexOf('-')));
        return database.read(handle -> UploadRows.isKnown(handle, place, hash));
    }

    Usage usage(String owner) {
        return database.read(
                handle -> UploadRows.usage(handle, owner, false).plus(UploadRows.usage(handle, owner, true)));
    }

    List<UploadedFile> of(BareJid owner, int limit) {
        return database.read(handle -> UploadRows.of(handle, owner, limit));
    }

    List<UploadedFile> newest(int limit) {
        return database.read(handle -> UploadRows.newest(handle, limit));
    }

    private sealed interface Added {}

    private record Stored(UploadedFile file, List<UploadedFile> removed, List<String> places) implements Added {}

    private record Refused(UploadRefusal.Reason reason, String why) implements Added {}

    /**
     * Adds a file whose content is in the store, and makes room for it where that is the rule. Returns when it is
     * durable; whoever fetches it gets it from then on.
     *
     * @return where its content is: the same content may have been there already
     */
    UploadedFile add(UploadedFile file) throws UploadRefusal {
        return switch (database.write(handle -> add(handle, file))) {
            case Refused(UploadRefusal.Reason reason, String why) -> throw new UploadRefusal(reason, why);
            case Stored(UploadedFile stored, List<UploadedFile> removed, List<String> places) -> {
                gone(removed, places);
                known.put(stored.id(), stored);
                yield stored;
            }
        };
    }

    private Added add(Handle handle, UploadedFile file) {
        if (UploadRows.isTaken(handle, file.id())) {
            return new Refused(UploadRefusal.Reason.USED, "this slot has been used");
        }
        if (!UploadRows.exists(handle, file.owner())) {
            return new Refused(UploadRefusal.Reason.FORBIDDEN, "the account is gone");
        }
        Quotas.State state = new Quotas.State(
                UploadRows.usage(handle, file.owner().toString(), file.lasting()),
                UploadRows.usage(handle, file.owner().domain(), false)
                        .plus(UploadRows.usage(handle, file.owner().domain(), true)));
        return switch (quotas.decide(file.size(), file.lasting(), state)) {
            case Quotas.None(String why, boolean passes) -> new Refused(UploadRefusal.Reason.QUOTA, why);
            case Quotas.Room(long ofAccount, long ofHost) -> {
                List<UploadedFile> removed = new ArrayList<>();
                List<String> places = new ArrayList<>();
                makeRoom(handle, "owner", file.owner().toString(), ofAccount, removed, places);
                makeRoom(handle, "host", file.owner().domain(), ofHost, removed, places);
                String place = UploadRows.place(handle, file.hash()).orElse(file.place());
                UploadedFile stored = file.at(place);
                UploadRows.add(handle, stored);
                yield new Stored(stored, removed, places);
            }
        };
    }

    private static void makeRoom(
            Handle handle, String column, String owner, long bytes, List<UploadedFile> removed, List<String> places) {
        long left = bytes;
        while (left > 0) {
            List<UploadedFile> oldest = new ArrayList<>();
            for (UploadedFile file : UploadRows.oldest(handle, column, owner, PORTION)) {
                if (left > 0) {
                    oldest.add(file);
                    left -= file.size();
                }
            }
            if (oldest.isEmpty()) {
                return;
            }
            places.addAll(UploadRows.remove(handle, oldest));
            removed.addAll(oldest);
        }
    }

    /** Removes files; returns when that is durable and nobody gets them any more. */
    void remove(List<UploadedFile> files) {
        List<String> places = database.write(handle -> UploadRows.remove(handle, files));
        gone(files, places);
    }

    private void gone(List<UploadedFile> files, List<String> places) {
        files.forEach(file -> known.invalidate(file.id()));
        counts.removed(files.size());
        for (String place : places) {
            discard(place);
        }
    }

    /** A content that nobody knows. */
    void discard(String place) {
        try {
            store.remove(place);
        } catch (IOException e) {
            LOG.warn("the content {} is not needed any more and cannot be removed now: {}", place, e.getMessage());
        }
    }

    /** What a query finds in portions, until nothing is left. */
    private interface Found {
        List<UploadedFile> in(Handle handle, int limit);
    }

    private long removeAll(Found found) {
        long removed = 0;
        while (true) {
            List<UploadedFile> portion = database.read(handle -> found.in(handle, PORTION));
            if (portion.isEmpty()) {
                return removed;
            }
            remove(portion);
            removed += portion.size();
        }
    }

    long removeExpired() {
        Instant now = clock.instant();
        return removeAll((handle, limit) -> UploadRows.expired(handle, now, limit));
    }

    long removeBefore(Instant horizon) {
        return removeAll((handle, limit) -> UploadRows.before(handle, horizon, limit));
    }

    long removeOfNobody() {
        return removeAll(UploadRows::ofNobody);
    }

    long removeOf(BareJid owner) {
        return removeAll((handle, limit) -> UploadRows.of(handle, owner, limit));
    }

    long removeOfBefore(BareJid owner, Instant horizon) {
        return removeAll((handle, limit) -> UploadRows.ofBefore(handle, owner, horizon, limit));
    }
}
