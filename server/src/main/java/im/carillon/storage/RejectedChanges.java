package im.carillon.storage;

import im.carillon.storage.UnitOfWork.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes that were acknowledged and that the database can never take, which is a mistake in their
 * kind. They are written to a file of their own, so that nothing is lost without a trace.
 */
final class RejectedChanges {

    private static final Logger LOG = LoggerFactory.getLogger(RejectedChanges.class);

    private final Path folder;

    RejectedChanges(Path folder) {
        this.folder = folder;
    }

    <C> void keep(long sequence, Entry<C> change, Exception cause) {
        ChangeOutput out = new ChangeOutput();
        Path file = folder.resolve("rejected-" + sequence + "-" + change.kind().name());
        try {
            change.kind().encode(change.change(), out);
            Files.write(file, out.copy(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            LOG.error(
                    "the database cannot take a change of the kind '{}', it is kept in {}",
                    change.kind().name(),
                    file.toAbsolutePath(),
                    cause);
        } catch (Exception e) {
            cause.addSuppressed(e);
            LOG.error(
                    "the database cannot take a change of the kind '{}', and it could not be kept",
                    change.kind().name(),
                    cause);
        }
    }
}
