package im.carillon.archive.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void areCutAtWhatIsNoLetterAndComparedWithoutCaseAndAccents() {
        assertThat(Words.in("Où est l'Hôtel-de-Ville?  ÉCOLE 42"))
                .containsExactly("ou", "est", "l", "hotel", "de", "ville", "ecole", "42");
        assertThat(Words.in("Straße, Øresund, Łódź, ﬁn, ＡＢＣ"))
                .containsExactly("strasse", "oresund", "lodz", "fin", "abc");
        assertThat(Words.in("ΟΔΟΣ οδός")).containsExactly("οδοσ");
        assertThat(Words.in("приве́т, мир")).containsExactly("привет", "мир");
    }

    @Test
    void ofScriptsWithoutSpacesAreCharactersAndPairs() {
        assertThat(Words.in("東京都 tower")).containsExactly("東", "京", "東京", "都", "京都", "tower");
        assertThat(Words.wanted("東京都")).containsExactly("東京", "京都");
        assertThat(Words.wanted("京")).containsExactly("京");
    }

    @Test
    void signsOfSyntaxAreNothing() {
        assertThat(Words.wanted("\" OR * NEAR( ) : ^ & | ! <-> '; -- § \u0000 \\"))
                .containsExactly("or", "near");
        assertThat(Words.wanted("?!… \u200b")).isEmpty();
        assertThat(Words.wanted("👍")).containsExactly("👍");
    }

    @Test
    void thatAreTooLongAreCutBetweenCharacters() {
        assertThat(Words.in("a".repeat(100))).containsExactly("a".repeat(64));
        String astral = "a" + "𐐨".repeat(40);
        assertThat(Words.in(astral))
                .singleElement()
                .satisfies(word -> assertThat(word).hasSize(63).doesNotEndWith("\ud801"));
    }
}
