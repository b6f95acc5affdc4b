package im.carillon.upload;

import im.carillon.storage.StorageException;
import im.carillon.upload.store.Arrival;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One upload under way. Used by one thread at a time; every method blocks. Either {@link #complete} or {@link
 * #abandon} is its end; after a refusal it has ended too.
 */
public final class Upload {

    private static final Logger LOG = LoggerFactory.getLogger(Upload.class);

    private final Uploads uploads;
    private final Slot slot;
    private final MediaType type;
    private final Arrival arrival;
    private boolean ended;

    Upload(Uploads uploads, Slot slot, MediaType type, Arrival arrival) {
        this.uploads = uploads;
        this.slot = slot;
        this.type = type;
        this.arrival = arrival;
    }

    public Slot slot() {
        return slot;
    }

    MediaType type() {
        return type;
    }

    Path arrived() {
        return arrival.file();
    }

    /** How much has arrived. */
    public long size() {
        return arrival.size();
    }

    public void write(ByteBuffer piece) throws UploadRefusal {
        try {
            arrival.write(piece);
        } catch (IOException e) {
            abandon();
            throw uploads.failed(e);
        }
    }

    /** Makes everything durable; the file can be fetched when this returns. */
    public UploadedFile complete() throws UploadRefusal {
        try {
            UploadedFile stored = uploads.store(this, arrival.complete());
            end(Optional.of(stored));
            return stored;
        } catch (IOException e) {
            throw uploads.failed(e);
        } catch (StorageException e) {
            LOG.warn("the upload of {} failed: {}", slot.owner(), e.getMessage());
            throw new UploadRefusal(UploadRefusal.Reason.UNAVAILABLE, "the file cannot be stored now");
        } finally {
            abandon();
        }
    }

    /** Leaves nothing behind; the slot can be used once more. Without effect after the end. */
    public void abandon() {
        if (!ended) {
            end(Optional.empty());
        }
    }

    private void end(Optional<UploadedFile> stored) {
        ended = true;
        try {
            arrival.discard();
        } catch (IOException e) {
            LOG.warn("what is left of an upload cannot be removed: {}", e.getMessage());
        }
        uploads.ended(this, stored, arrival.size());
    }
}
