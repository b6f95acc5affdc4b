package im.carillon.archive.search;

import im.carillon.storage.DerivedDatabase;
import im.carillon.timeline.TimelineId;
import java.util.Collection;
import java.util.List;

/**
 * Which stanzas have which words. The index names positions only: whether there still is something at
 * a position, and for whom, the timeline must be asked. Every method blocks.
 */
interface TextIndex {

    static TextIndex in(DerivedDatabase database) {
        return switch (database.kind()) {
            case SQLITE -> new SqliteTextIndex(database);
            case POSTGRESQL -> new PostgresqlTextIndex(database);
        };
    }

    /** Up to which position the stanzas have been looked at. */
    long cursor();

    /** Adds documents, each once, and moves the cursor, all in one step. */
    void add(List<Document> documents, long cursor);

    void remove(Collection<Long> positions);

    /** Forgets everything. */
    void clear();

    /** The first or the last positions, in that direction, of a timeline's stanzas that have all the words. */
    List<Long> find(
            TimelineId timeline, Collection<String> words, long lowest, long highest, boolean backwards, int limit);

    /**
     * The word that stands for a timeline. No text has it, because the sign at its beginning is no
     * letter.
     */
    static String word(TimelineId timeline) {
        return '§' + Long.toString(timeline.value(), Character.MAX_RADIX);
    }
}
