package im.carillon.archive;

import static im.carillon.archive.ArchiveClient.field;
import static im.carillon.archive.ArchiveClient.form;
import static im.carillon.archive.ArchiveClient.set;
import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.archive.ArchiveClient.Page;
import im.carillon.storage.Database;
import im.carillon.testkit.Errors;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Search in archives (XEP-0431). */
class FullTextTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static void say(RawClient from, String to, String... texts) throws IOException {
        SERVER.account(to);
        for (String text : texts) {
            from.send("<message to='" + to + "@localhost' type='chat'><body>" + text + "</body></message>");
        }
    }

    private static String text(String text) {
        return field("{urn:xmpp:fulltext:0}fulltext", text);
    }

    @Test
    void findsTheWordsInOnesOwnMessagesOnly() throws Exception {
        try (RawClient j = SERVER.login("seeker", "s");
                RawClient n = SERVER.login("stranger", "n")) {
            say(j, "sought", "Meet me at the café", "Meet nobody", "At the CAFE, meet them");
            say(n, "sought", "meet cafe");
            ArchiveClient archive = new ArchiveClient(j);
            Page page = archive.query(form(text("cafe  MEET")));
            assertThat(page.bodies()).containsExactly("Meet me at the café", "At the CAFE, meet them");
            assertThat(page.isComplete()).isTrue();
            assertThat(archive.query(form(text("cafe nobody"))).results()).isEmpty();
            assertThat(new ArchiveClient(n).query(form(text("nobody"))).results())
                    .isEmpty();
        }
    }

    @Test
    void worksWithTheOtherFiltersAndPages() throws Exception {
        try (RawClient j = SERVER.login("combiner", "s")) {
            for (int i = 0; i < 12; i++) {
                say(j, i % 3 == 0 ? "third" : "others", "apple " + i, "pear " + i);
            }
            ArchiveClient archive = new ArchiveClient(j);
            Page with = archive.query(form(text("apple"), field("with", "third@localhost")));
            assertThat(with.bodies()).containsExactly("apple 0", "apple 3", "apple 6", "apple 9");
            List<String> all = new ArrayList<>();
            Page page = archive.query(form(text("apple")) + set("<max>5</max><before/>"));
            all.addAll(page.bodies());
            while (!page.isComplete()) {
                page = archive.query(form(text("apple"))
                        + set("<max>5</max><before>" + page.part("first").orElseThrow() + "</before>"));
                all.addAll(0, page.bodies());
            }
            assertThat(all)
                    .hasSize(12)
                    .startsWith("apple 0")
                    .endsWith("apple 11")
                    .doesNotHaveDuplicates();
            assertThat(archive.query(form(
                                    text("apple"), field("after-id", with.ids().get(2))))
                            .bodies())
                    .containsExactly("apple 7", "apple 8", "apple 9", "apple 10", "apple 11");
            assertThat(Errors.condition(archive.query(form(text("apple"), field("after-id", "5")))
                            .answer()))
                    .isEqualTo("item-not-found");
        }
    }

    @Test
    void whatIsEncryptedHasNothingToFind() throws Exception {
        try (RawClient j = SERVER.login("secretive", "s")) {
            SERVER.account("confidant");
            j.send("<message to='confidant@localhost' type='chat'><body>You received an encrypted message</body>"
                    + "<encryption xmlns='urn:xmpp:eme:0' namespace='eu.siacs.conversations.axolotl'/></message>");
            assertThat(new ArchiveClient(j).query(form(text("encrypted"))).results())
                    .isEmpty();
        }
    }

    @Test
    void oddInputFindsNothingAndBreaksNothing() throws Exception {
        try (RawClient j = SERVER.login("odd", "s")) {
            say(j, "even", "plain words OR others");
            ArchiveClient archive = new ArchiveClient(j);
            for (String odd : List.of(
                    "\"",
                    "'",
                    "*",
                    "plain*",
                    "words:plain",
                    "^plain",
                    "NEAR(plain words)",
                    "plain AND",
                    "(plain",
                    "{words}: plain",
                    "-",
                    "§4",
                    "!!!",
                    "\\",
                    "' OR 1=1 --",
                    "%",
                    "_",
                    "x".repeat(1_000))) {
                String escaped = odd.replace("'", "&apos;");
                Page page = archive.query(form(text(escaped)));
                assertThat(page.answer().attribute("type")).as(odd).contains("result");
            }
            assertThat(archive.query(form(text("plain*"))).bodies()).containsExactly("plain words OR others");
            assertThat(archive.query(form(text("plain OR others"))).bodies()).hasSize(1);
            assertThat(archive.query(form(text("   "))).bodies()).hasSize(1);
            assertThat(Errors.condition(
                            archive.query(form(text("x".repeat(1_001)))).answer()))
                    .isEqualTo("bad-request");
            String many = "a b c d e f g h i j k l m n o p q r s t u v w x y z";
            assertThat(Errors.condition(archive.query(form(text(many + " " + many.replace(" ", "1 "))))
                            .answer()))
                    .isEqualTo("bad-request");
        }
    }

    @Test
    void theIndexIsMadeAnewWhenItIsGoneOrOfOtherData() throws Exception {
        try (RawClient j = SERVER.login("rebuilder", "s")) {
            say(j, "someone", "remembered words");
            ArchiveClient archive = new ArchiveClient(j);
            assertThat(archive.query(form(text("remembered"))).bodies()).hasSize(1);
        }
        Database database = SERVER.server().get(Database.class);
        database.derived().write(handle -> handle.execute("DELETE FROM stanza_words WHERE rowid > 0"));
        database.derived()
                .write(handle -> handle.execute("UPDATE stanza_words_cursor SET position = " + Long.MAX_VALUE));
        SERVER.stop();
        SERVER.start();
        try (RawClient j = SERVER.login("rebuilder", "s")) {
            assertThat(new ArchiveClient(j).query(form(text("remembered"))).bodies())
                    .hasSize(1);
        }
    }

    @Test
    void theIndexSurvivesARestart() throws Exception {
        try (RawClient j = SERVER.login("restarted", "s")) {
            say(j, "someone", "before the restart");
            assertThat(new ArchiveClient(j).query(form(text("restart"))).bodies())
                    .hasSize(1);
            say(j, "someone", "not looked for before the restart");
            j.drain();
        }
        SERVER.stop();
        SERVER.start();
        try (RawClient j = SERVER.login("restarted", "s")) {
            assertThat(new ArchiveClient(j).query(form(text("restart"))).bodies())
                    .hasSize(2);
        }
    }
}
