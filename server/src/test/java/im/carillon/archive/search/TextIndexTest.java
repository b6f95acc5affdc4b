package im.carillon.archive.search;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.storage.Database;
import im.carillon.testkit.DatabaseTest;
import im.carillon.timeline.TimelineId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

class TextIndexTest {

    private static final TimelineId ONE = TimelineId.ofAccount(1);
    private static final TimelineId OTHER = TimelineId.ofAccount(2);

    private static Document document(long position, String text, TimelineId... timelines) {
        Set<String> words = new LinkedHashSet<>(Words.in(text));
        for (TimelineId timeline : timelines) {
            words.add(TextIndex.word(timeline));
        }
        return new Document(position, words);
    }

    private static List<Long> find(TextIndex index, TimelineId timeline, String text) {
        return index.find(timeline, Words.wanted(text), Long.MIN_VALUE, Long.MAX_VALUE, false, 100);
    }

    @DatabaseTest
    void findsWhatHasAllWordsInOneTimelineOnly(Database database) {
        TextIndex index = TextIndex.in(database.derived());
        assertThat(index.cursor()).isZero();
        index.add(
                List.of(
                        document(10, "Wherefore art thou Romeo?", ONE, OTHER),
                        document(20, "Romeo, Romeo!", ONE),
                        document(30, "romeo art", OTHER)),
                30);
        assertThat(index.cursor()).isEqualTo(30);
        assertThat(find(index, ONE, "romeo")).containsExactly(10L, 20L);
        assertThat(find(index, ONE, "Rómeo ART")).containsExactly(10L);
        assertThat(find(index, OTHER, "romeo")).containsExactly(10L, 30L);
        assertThat(find(index, ONE, "rome")).isEmpty();
        assertThat(find(index, TimelineId.ofRoom(1), "romeo")).isEmpty();
    }

    @DatabaseTest
    void findsInBothDirectionsWithinBounds(Database database) {
        TextIndex index = TextIndex.in(database.derived());
        index.add(
                List.of(document(1, "x", ONE), document(2, "x", ONE), document(3, "x", ONE), document(4, "x", ONE)), 4);
        assertThat(index.find(ONE, Set.of("x"), 2, Long.MAX_VALUE, false, 2)).containsExactly(2L, 3L);
        assertThat(index.find(ONE, Set.of("x"), Long.MIN_VALUE, 3, true, 2)).containsExactly(3L, 2L);
    }

    @DatabaseTest
    void forgetsWhatWasRemovedAndBeginsAnew(Database database) {
        TextIndex index = TextIndex.in(database.derived());
        index.add(List.of(document(1, "x", ONE), document(2, "x", ONE)), 2);
        index.remove(List.of(1L, 77L));
        assertThat(find(index, ONE, "x")).containsExactly(2L);
        index.clear();
        assertThat(index.cursor()).isZero();
        assertThat(find(index, ONE, "x")).isEmpty();
        index.add(List.of(document(1, "x", ONE)), 1);
        assertThat(find(TextIndex.in(database.derived()), ONE, "x")).containsExactly(1L);
    }

    @DatabaseTest
    void noWordIsSyntax(Database database) {
        TextIndex index = TextIndex.in(database.derived());
        List<String> strange = List.of(
                "or", "and", "not", "near", "東京", "👍", "naïve", "ⅷ", "हिन्दी", "words", "x'y", "a\"b", "c\\d", "𐐨𐐩");
        for (int i = 0; i < strange.size(); i++) {
            index.add(List.of(document(i + 1L, strange.get(i), ONE)), i + 1L);
        }
        for (int i = 0; i < strange.size(); i++) {
            assertThat(find(index, ONE, strange.get(i))).as(strange.get(i)).containsExactly(i + 1L);
        }
    }
}
