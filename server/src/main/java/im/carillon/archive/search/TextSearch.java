package im.carillon.archive.search;

import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.StanzaException;
import im.carillon.timeline.TimelineId;
import im.carillon.timeline.TimelinePage;
import im.carillon.timeline.TimelineQuery;
import im.carillon.timeline.TimelineReader;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds messages by the words in them: those that have every word that is asked for, in any order.
 * Nothing in the text that is looked for has a meaning but its words.
 */
@Singleton
public final class TextSearch {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_WORDS = 50;

    private final TextIndexer indexer;
    private final TimelineReader timelines;

    @Inject
    public TextSearch(TextIndexer indexer, TimelineReader timelines) {
        this.indexer = indexer;
        this.timelines = timelines;
    }

    /**
     * A page of what fits a query and has the words of a text.
     *
     * @return nothing when one of the positions that the query needs is not in the timeline
     */
    public Optional<TimelinePage> page(TimelineId timeline, TimelineQuery query, String text) throws StanzaException {
        Set<String> words = Words.wanted(text);
        if (words.size() > MOST_WORDS) {
            throw new StanzaException(
                    ErrorCondition.BAD_REQUEST, "no more than " + MOST_WORDS + " words can be looked for");
        }
        timelines.awaitEarlier();
        if (words.isEmpty()) {
            return timelines.page(timeline, query, (lowest, highest, backwards, limit) -> List.of());
        }
        if (!indexer.catchUp(PATIENCE)) {
            throw new StanzaException(
                    ErrorCondition.RESOURCE_CONSTRAINT, "the search index is being made; try again in some minutes");
        }
        TextIndex index = indexer.index();
        return timelines.page(
                timeline,
                query,
                (lowest, highest, backwards, limit) -> index.find(timeline, words, lowest, highest, backwards, limit));
    }
}
