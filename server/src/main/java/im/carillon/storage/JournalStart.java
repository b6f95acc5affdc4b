package im.carillon.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** Opens the journal: first, what an earlier run left in it goes to the database. */
final class JournalStart {

    private static final int SEGMENT_SIZE = 8 * 1024 * 1024;

    private JournalStart() {}

    static JournaledGroups open(JournalFolder folder, SqliteWriter writer, ChangeKinds kinds, String name) {
        try {
            JournalState.Row state =
                    JournalState.read(writer.connection().open().connection());
            writer.connection().open().connection().commit();
            List<Path> old = folder.segments();
            long nextNumber = old.isEmpty() ? 1 : JournalFolder.number(old.getLast()) + 1;
            Journal journal = new Journal(folder, state.database(), SEGMENT_SIZE, nextNumber);
            CatchUp catchUp = new CatchUp(writer, journal, new RejectedChanges(folder.path()), state.applied());
            new JournalReplay(folder, kinds, state).run(records -> {
                records.forEach(catchUp.outstanding()::add);
                catchUp.finish(records.getLast().sequence());
            });
            for (Path segment : old) {
                folder.delete(segment);
            }
            folder.deleteSpare();
            folder.sync();
            return new JournaledGroups(journal, writer, kinds, catchUp, catchUp.applied());
        } catch (IOException | SQLException e) {
            throw new StorageException(name + " cannot be opened: " + e.getMessage(), e);
        }
    }
}
