package im.carillon.archive.search;

import im.carillon.storage.DerivedDatabase;
import im.carillon.timeline.TimelineId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * The index as a table with a {@code tsvector} of each stanza. The words come cut: no text search
 * configuration of the database has a part in it.
 */
final class PostgresqlTextIndex implements TextIndex {

    private final DerivedDatabase database;

    PostgresqlTextIndex(DerivedDatabase database) {
        this.database = database;
    }

    @Override
    public long cursor() {
        return database.read(handle -> handle.createQuery("SELECT position FROM stanza_words_cursor")
                .mapTo(Long.class)
                .findOne()
                .orElse(0L));
    }

    @Override
    public void add(List<Document> documents, long cursor) {
        database.write(handle -> {
            insert(handle.getConnection(), documents);
            return moveCursor(handle, cursor);
        });
    }

    private static void insert(Connection connection, List<Document> documents) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO stanza_words (position, words)"
                + " VALUES (?, array_to_tsvector(?)) ON CONFLICT (position) DO NOTHING")) {
            for (Document document : documents) {
                insert.setLong(1, document.position());
                insert.setArray(
                        2, connection.createArrayOf("text", document.words().toArray()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static int moveCursor(Handle handle, long cursor) {
        return handle.execute(
                "INSERT INTO stanza_words_cursor (only_one, position) VALUES (1, ?)"
                        + " ON CONFLICT (only_one) DO UPDATE SET position = excluded.position",
                cursor);
    }

    @Override
    public void remove(Collection<Long> positions) {
        if (!positions.isEmpty()) {
            database.write(handle -> handle.createUpdate("DELETE FROM stanza_words WHERE position IN (<positions>)")
                    .bindList("positions", List.copyOf(positions))
                    .execute());
        }
    }

    @Override
    public void clear() {
        database.write(handle -> {
            handle.execute("DELETE FROM stanza_words");
            return moveCursor(handle, 0);
        });
    }

    @Override
    public List<Long> find(
            TimelineId timeline, Collection<String> words, long lowest, long highest, boolean backwards, int limit) {
        String query = words.stream()
                .map(PostgresqlTextIndex::quoted)
                .collect(Collectors.joining(" & ", "", " & " + quoted(TextIndex.word(timeline))));
        return database.read(
                handle -> handle.createQuery("SELECT position FROM stanza_words WHERE words @@ CAST(:query AS tsquery)"
                                + " AND position >= :lowest AND position <= :highest"
                                + " ORDER BY position " + (backwards ? "DESC" : "ASC") + " LIMIT :limit")
                        .bind("query", query)
                        .bind("lowest", lowest)
                        .bind("highest", highest)
                        .bind("limit", limit)
                        .mapTo(Long.class)
                        .list());
    }

    private static String quoted(String word) {
        return '\'' + word.replace("\\", "\\\\").replace("'", "''") + '\'';
    }
}
