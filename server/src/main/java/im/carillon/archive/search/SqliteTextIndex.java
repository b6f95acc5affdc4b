package im.carillon.archive.search;

import im.carillon.storage.DerivedDatabase;
import im.carillon.timeline.TimelineId;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The index as a table of SQLite's FTS5, in a file of its own. It holds no text and no places of words
 * in the text, only which stanza has which word. The words come cut; its own way of cutting leaves
 * them as they are, because none has a sign of ASCII in it other than letters and digits.
 */
final class SqliteTextIndex implements TextIndex {

    /** Raised whenever words are cut or kept in another way: the index is then made anew. */
    private static final int VERSION = 1;

    private final DerivedDatabase database;

    SqliteTextIndex(DerivedDatabase database) {
        this.database = database;
        database.write(handle -> {
            int found = handle.createQuery("PRAGMA user_version")
                    .mapTo(Integer.class)
                    .one();
            if (found != VERSION) {
                create(handle);
            }
            return found;
        });
    }

    private static void create(Handle handle) {
        handle.execute("DROP TABLE IF EXISTS stanza_words");
        handle.execute("DROP TABLE IF EXISTS stanza_words_cursor");
        handle.execute("CREATE VIRTUAL TABLE stanza_words USING fts5"
                + " (words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii')");
        handle.execute("CREATE TABLE stanza_words_cursor (position INTEGER NOT NULL)");
        handle.execute("INSERT INTO stanza_words_cursor (position) VALUES (0)");
        handle.execute("PRAGMA user_version = " + VERSION);
    }

    @Override
    public long cursor() {
        return database.read(handle -> handle.createQuery("SELECT position FROM stanza_words_cursor")
                .mapTo(Long.class)
                .one());
    }

    @Override
    public void add(List<Document> documents, long cursor) {
        database.write(handle -> {
            if (!documents.isEmpty()) {
                PreparedBatch batch =
                        handle.prepareBatch("INSERT INTO stanza_words (rowid, words) VALUES (:position, :words)");
                documents.forEach(document -> batch.bind("position", document.position())
                        .bind("words", String.join(" ", document.words()))
                        .add());
                batch.execute();
            }
            return handle.execute("UPDATE stanza_words_cursor SET position = ?", cursor);
        });
    }

    @Override
    public void remove(Collection<Long> positions) {
        if (!positions.isEmpty()) {
            database.write(handle -> {
                PreparedBatch batch = handle.prepareBatch("DELETE FROM stanza_words WHERE rowid = :position");
                positions.forEach(position -> batch.bind("position", position).add());
                return batch.execute();
            });
        }
    }

    @Override
    public void clear() {
        database.write(handle -> {
            create(handle);
            return VERSION;
        });
    }

    @Override
    public List<Long> find(
            TimelineId timeline, Collection<String> words, long lowest, long highest, boolean backwards, int limit) {
        String query = words.stream()
                .map(SqliteTextIndex::quoted)
                .collect(Collectors.joining(" AND ", "", " AND " + quoted(TextIndex.word(timeline))));
        return database.read(
                handle -> handle.createQuery("SELECT rowid FROM stanza_words WHERE stanza_words MATCH :query"
                                + " AND rowid >= :lowest AND rowid <= :highest"
                                + " ORDER BY rowid " + (backwards ? "DESC" : "ASC") + " LIMIT :limit")
                        .bind("query", query)
                        .bind("lowest", lowest)
                        .bind("highest", highest)
                        .bind("limit", limit)
                        .mapTo(Long.class)
                        .list());
    }

    private static String quoted(String word) {
        return '"' + word.replace("\"", "\"\"") + '"';
    }
}
