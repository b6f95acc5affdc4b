package im.carillon.upload;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import im.carillon.config.UploadConfig;
import im.carillon.storage.StorageException;
import im.carillon.upload.UploadRefusal.Reason;
import im.carillon.upload.store.Arrivals;
import im.carillon.upload.store.FileStore;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes files in exchange for slots, one for each. Safe for use by several threads. */
@Singleton
public final class Uploads {

    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);
    private static final int PLACE_BYTES = 8;

    private final SlotTokens tokens;
    private final Reservations reservations;
    private final UploadedFiles files;
    private final Arrivals arrivals;
    private final FileStore store;
    private final UploadCounts counts;
    private final SecureRandom random;
    private final InstantSource clock;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    /** Slots that were used, for as long as they would be good: the file may be gone before them. */
    private final Cache<String, Boolean> used;

    @Inject
    Uploads(
            SlotTokens tokens,
            Reservations reservations,
            UploadedFiles files,
            Arrivals arrivals,
            FileStore store,
            UploadCounts counts,
            UploadConfig config,
            SecureRandom random,
            InstantSource clock) {
        this.tokens = tokens;
        this.reservations = reservations;
        this.files = files;
        this.arrivals = arrivals;
        this.store = store;
        this.counts = counts;
        this.random = random;
        this.clock = clock;
        this.used = Caffeine.newBuilder()
                .expireAfterWrite(config.limits().slotLifetime())
                .build();
    }

    /** The slot that an upload comes with; does not block. */
    public Slot slot(String id, String name, String token) throws UploadRefusal {
        Slot slot = FileName.of(name)
                .flatMap(known -> tokens.read(id, known, token))
                .orElseThrow(() -> new UploadRefusal(Reason.FORBIDDEN, "there is no slot for this upload"));
        if (slot.until().isBefore(clock.instant())) {
            throw new UploadRefusal(Reason.EXPIRED, "the time of this slot is over; ask for another one");
        }
        return slot;
    }

    /** Begins with an upload; whoever does must complete or abandon it. Blocks. */
    public Upload begin(Slot slot, MediaType type) throws UploadRefusal {
        if (!underWay.add(slot.id())) {
            throw new UploadRefusal(Reason.USED, "this slot is being used");
        }
        try {
            if (used.getIfPresent(slot.id()) != null || files.isTaken(slot.id())) {
                throw new UploadRefusal(Reason.USED, "this slot has been used");
            }
            if (!arrivals.hasRoomFor(slot.size())) {
                throw new UploadRefusal(Reason.FULL, "the disk of this server is full");
            }
            Upload upload = new Upload(this, slot, type, arrivals.begin());
            counts.begun();
            return upload;
        } catch (IOException e) {
            underWay.remove(slot.id());
            throw failed(e);
        } catch (UploadRefusal | StorageException e) {
            underWay.remove(slot.id());
            throw e;
        }
    }

    /** What a disk that fails means for the user. */
    UploadRefusal failed(IOException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("No space left") || message.contains("quota exceeded")) {
            LOG.warn("the disk of uploads is full: {}", message);
            return new UploadRefusal(Reason.FULL, "the disk of this server is full");
        }
        LOG.error("an upload could not be stored", e);
        return new UploadRefusal(Reason.UNAVAILABLE, "the file cannot be stored now");
    }

    /** Puts a complete content into the store and makes it a file. */
    UploadedFile store(Upload upload, String hash) throws UploadRefusal, IOException {
        byte[] suffix = new byte[PLACE_BYTES];
        random.nextBytes(suffix);
        String place = hash + '-' + HexFormat.of().formatHex(suffix);
        Slot slot = upload.slot();
        store.keep(upload.arrived(), place, slot.size(), hash);
        UploadedFile file = new UploadedFile(
                slot.id(),
                slot.owner(),
                slot.name(),
                upload.type(),
                slot.size(),
                hash,
                place,
                slot.purpose().lasting(),
                clock.instant(),
                slot.purpose().expires());
        String kept = "";
        try {
            UploadedFile stored = files.add(file);
            kept = stored.place();
            used.put(slot.id(), true);
            reservations.remove(slot);
            return stored;
        } finally {
            if (!kept.equals(place)) {
                // nobody knows this copy: there was another one, or the file was refused
                files.discard(place);
            }
        }
    }

    void ended(Upload upload, Optional<UploadedFile> stored, long bytes) {
        underWay.remove(upload.slot().id());
        counts.ended(stored.isPresent(), bytes);
    }
}
