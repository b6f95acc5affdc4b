package im.carillon.archive;

import static im.carillon.archive.ArchiveClient.MAM;
import static im.carillon.archive.ArchiveClient.field;
import static im.carillon.archive.ArchiveClient.form;
import static im.carillon.archive.ArchiveClient.set;
import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.archive.ArchiveClient.Page;
import im.carillon.testkit.Errors;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.XmlElement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Queries of an account's own archive, section by section (XEP-0313). */
class ArchiveQueryTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static void say(RawClient from, String to, String... texts) throws IOException {
        StringBuilder stanzas = new StringBuilder();
        for (String text : texts) {
            stanzas.append("<message to='" + to + "' type='chat'><body>" + text + "</body></message>");
        }
        from.send(stanzas.toString());
    }

    /** A name that no other test has. */
    private static String name(String beginning) {
        return beginning + UUID.randomUUID().toString().substring(0, 8);
    }

    private static String address(String name) {
        SERVER.account(name);
        return name + "@localhost";
    }

    private static String[] numbers(int from, int to) {
        List<String> numbers = new ArrayList<>();
        for (int i = from; i < to; i++) {
            numbers.add(Integer.toString(i));
        }
        return numbers.toArray(String[]::new);
    }

    @Test
    void givesWhatWasSentAndReceivedInOrderBeforeTheAnswer() throws Exception {
        String juliet = name("juliet");
        String romeo = name("romeo");
        try (RawClient j = SERVER.online(juliet, "balcony");
                RawClient r = SERVER.online(romeo, "orchard")) {
            say(r, address(juliet), "Call me but love");
            j.receive("message");
            say(j, address(romeo), "What man art thou");
            ArchiveClient archive = new ArchiveClient(j);
            Page page = archive.query("");
            assertThat(page.bodies()).containsExactly("Call me but love", "What man art thou");
            assertThat(page.isComplete()).isTrue();
            assertThat(page.part("first")).contains(page.ids().getFirst());
            assertThat(page.part("last")).contains(page.ids().getLast());
            assertThat(page.part("count")).contains("2");
            assertThat(page.index()).contains("0");
            XmlElement first = page.results().getFirst();
            assertThat(first.attribute("from")).contains(juliet + "@localhost");
            assertThat(first.attribute("to")).contains(juliet + "@localhost/balcony");
            assertThat(first.child(MAM, "result")
                            .flatMap(result -> result.child("urn:xmpp:forward:0", "forwarded"))
                            .flatMap(forwarded -> forwarded.child("urn:xmpp:delay", "delay"))
                            .flatMap(delay -> delay.attribute("stamp")))
                    .isPresent();
            assertThat(page.messages().getFirst().attribute("from")).contains(romeo + "@localhost/orchard");
            assertThat(page.messages().getLast().attribute("to")).contains(romeo + "@localhost");
        }
    }

    @Test
    void theIdOfAResultIsTheStanzaIdThatWasDeliveredWithIt() throws Exception {
        String juliet = name("juliet");
        try (RawClient j = SERVER.online(juliet, "balcony");
                RawClient r = SERVER.online(name("romeo"), "orchard")) {
            r.send("<message to='" + juliet + "@localhost' type='chat'><body>x</body>"
                    + "<stanza-id xmlns='urn:xmpp:sid:0' by='" + juliet + "@localhost' id='forged'/></message>");
            String id = j.receive("message")
                    .child("urn:xmpp:sid:0", "stanza-id")
                    .flatMap(element -> element.attribute("id"))
                    .orElseThrow();
            Page page = new ArchiveClient(j).query("");
            assertThat(page.ids()).containsExactly(id);
            assertThat(page.messages().getFirst().children("urn:xmpp:sid:0", "stanza-id"))
                    .noneMatch(element -> element.attributeOr("id", "").equals("forged"));
        }
    }

    @Test
    void pagesForwardWithoutGapsOrRepetitions() throws Exception {
        String juliet = name("juliet");
        try (RawClient j = SERVER.login(juliet, "balcony")) {
            say(j, address(name("romeo")), numbers(0, 25));
            ArchiveClient archive = new ArchiveClient(j);
            List<String> all = new ArrayList<>();
            Page page = archive.query(set("<max>10</max>"));
            all.addAll(page.bodies());
            while (!page.isComplete()) {
                assertThat(page.bodies()).hasSize(10);
                page = archive.query(
                        set("<max>10</max><after>" + page.part("last").orElseThrow() + "</after>"));
                all.addAll(page.bodies());
            }
            assertThat(all).containsExactly(numbers(0, 25));
            assertThat(page.bodies()).hasSize(5);
        }
    }

    @Test
    void pagesBackwardFromTheEnd() throws Exception {
        String juliet = name("juliet");
        try (RawClient j = SERVER.login(juliet, "balcony")) {
            say(j, address(name("romeo")), numbers(0, 25));
            ArchiveClient archive = new ArchiveClient(j);
            Page last = archive.query(set("<max>10</max><before/>"));
            assertThat(last.bodies()).containsExactly(numbers(15, 25));
            assertThat(last.isComplete()).isFalse();
            assertThat(last.index()).contains("15");
            assertThat(last.part("count")).contains("25");
            Page middle = archive.query(
                    set("<max>10</max><before>" + last.part("first").orElseThrow() + "</before>"));
            assertThat(middle.bodies()).containsExactly(numbers(5, 15));
            Page first = archive.query(
                    set("<max>10</max><before>" + middle.part("first").orElseThrow() + "</before>"));
            assertThat(first.bodies()).containsExactly(numbers(0, 5));
            assertThat(first.isComplete()).isTrue();
        }
    }

    @Test
    void aFlippedPageHoldsTheSameTheOtherWayRound() throws Exception {
        try (RawClient j = SERVER.login(name("juliet"), "balcony")) {
            say(j, address(name("romeo")), numbers(0, 5));
            ArchiveClient archive = new ArchiveClient(j);
            Page flipped = archive.query(set("<max>3</max>") + "<flip-page/>");
            assertThat(flipped.bodies()).containsExactly("2", "1", "0");
            assertThat(flipped.part("first")).contains(flipped.ids().getLast());
            assertThat(flipped.part("last")).contains(flipped.ids().getFirst());
        }
    }

    @Test
    void countsWithoutSendingAnything() throws Exception {
        try (RawClient j = SERVER.login(name("juliet"), "balcony")) {
            say(j, address(name("romeo")), numbers(0, 7));
            Page count = new ArchiveClient(j).query(set("<max>0</max>"));
            assertThat(count.results()).isEmpty();
            assertThat(count.part("count")).contains("7");
            assertThat(count.part("first")).isEmpty();
            assertThat(count.isComplete()).isFalse();
        }
    }

    @Test
    void findsAPageByItsIndex() throws Exception {
        try (RawClient j = SERVER.login(name("juliet"), "balcony")) {
            say(j, address(name("romeo")), numbers(0, 7));
            ArchiveClient archive = new ArchiveClient(j);
            Page page = archive.query(set("<max>2</max><index>3</index>"));
            assertThat(page.bodies()).containsExactly("3", "4");
            assertThat(page.index()).contains("3");
            assertThat(archive.query(set("<max>2</max><index>7</index>")).results())
                    .isEmpty();
        }
    }

    @Test
    void tellsOneConversationFromAnother() throws Exception {
        String juliet = name("juliet");
        String romeo = name("romeo");
        String nurse = name("nurse");
        try (RawClient j = SERVER.online(juliet, "balcony");
                RawClient orchard = SERVER.online(romeo, "orchard");
                RawClient tomb = SERVER.login(romeo, "tomb")) {
            say(j, address(nurse), "to the nurse");
            say(orchard, address(juliet), "from the orchard");
            j.receive("message");
            say(tomb, address(juliet), "from the tomb");
            j.receive("message");
            say(j, romeo + "@localhost/orchard", "to the orchard");
            say(j, juliet + "@localhost", "to myself");
            ArchiveClient archive = new ArchiveClient(j);
            assertThat(archive.query(form(field("with", romeo + "@localhost"))).bodies())
                    .containsExactly("from the orchard", "from the tomb", "to the orchard");
            Page resource = archive.query(form(field("with", romeo + "@localhost/orchard")));
            assertThat(resource.bodies()).containsExactly("from the orchard", "to the orchard");
            assertThat(resource.isComplete()).isTrue();
            assertThat(archive.query(form(field("with", nurse + "@localhost"))).bodies())
                    .containsExactly("to the nurse");
            assertThat(archive.query(form(field("with", juliet + "@localhost"))).bodies())
                    .containsExactly("to myself");
            assertThat(archive.query(form(field("with", "nobody@localhost"))).isComplete())
                    .isTrue();
        }
    }

    @Test
    void filtersByTimeAsItIsShown() throws Exception {
        try (RawClient j = SERVER.login(name("juliet"), "balcony")) {
            String romeo = address(name("romeo"));
            ArchiveClient archive = new ArchiveClient(j);
            say(j, romeo, "1", "2");
            Page two = archive.query("");
            say(j, romeo, "3");
            String stamp = two.results()
                    .getLast()
                    .child(MAM, "result")
                    .orElseThrow()
                    .children()
                    .getFirst()
                    .children()
                    .getFirst()
                    .attributeOr("stamp", "");
            assertThat(archive.query(form(field("end", stamp))).bodies()).contains("1", "2");
            assertThat(archive.query(form(field("start", stamp))).bodies()).contains("2", "3");
            assertThat(archive.query(form(field("start", "2010-06-07T00:00:00Z"), field("end", "2010-07-07T13:23:54Z")))
                            .results())
                    .isEmpty();
            assertThat(archive.query(form(field("start", "9999-12-31T23:59:59.9999999999-14:00")))
                            .results())
                    .isEmpty();
            assertThat(archive.query(form(field("start", "0000-01-01T00:00:00+02:00")))
                            .bodies())
                    .hasSize(3);
        }
    }

    @Test
    void limitsByIdAndFetchesById() throws Exception {
        try (RawClient j = SERVER.login(name("juliet"), "balcony")) {
            say(j, address(name("romeo")), numbers(0, 6));
            ArchiveClient archive = new ArchiveClient(j);
            List<String> ids = archive.query("").ids();
            assertThat(archive.query(form(field("after-id", ids.get(3)))).bodies())
                    .containsExactly("4", "5");
            Page between = archive.query(
                    form(field("after-id", ids.get(0)), field("before-id", ids.get(4))) + set("<max>2</max><before/>"));
            assertThat(between.bodies()).containsExactly("2", "3");
            assertThat(between.part("count")).contains("3");
            assertThat(archive.query(form(field("ids", ids.get(5), ids.get(1)))).bodies())
                    .containsExactly("1", "5");
        }
    }

    @Test
    void anIdThatIsNotThereIsNotFound() throws Exception {
        String juliet = name("juliet");
        String romeo = name("romeo");
        try (RawClient j = SERVER.login(juliet, "balcony");
                RawClient r = SERVER.login(romeo, "orchard");
                RawClient n = SERVER.login(name("nurse"), "kitchen")) {
            say(j, address(romeo), "x");
            String known = new ArchiveClient(j).query("").ids().getFirst();
            assertThat(new ArchiveClient(r)
                            .query(set("<after>" + known + "</after>"))
                            .isComplete())
                    .isTrue();
            ArchiveClient other = new ArchiveClient(n);
            for (String id :
                    List.of(known, "1", "0", "-1", "09af3-cc343-b409f", "99999999999999999999", "' OR 1=1 --")) {
                String escaped = id.replace("'", "&apos;");
                for (String query : List.of(
                        set("<after>" + escaped + "</after>"),
                        set("<before>" + escaped + "</before>"),
                        form(field("before-id", escaped)),
                        form(field("after-id", escaped)),
                        form(field("ids", escaped)))) {
                    assertThat(Errors.condition(other.query(query).answer()))
                            .as(query)
                            .isEqualTo("item-not-found");
                }
            }
        }
    }

    @Test
    void nobodyReadsTheArchiveOfSomebodyElse() throws Exception {
        String juliet = name("juliet");
        SERVER.account(juliet);
        try (RawClient paris = SERVER.login(name("paris"), "p")) {
            Page page = new ArchiveClient(paris).query(juliet + "@localhost", "");
            assertThat(Errors.condition(page.answer())).isEqualTo("forbidden");
            assertThat(Errors.condition(
                            paris.ask("get", "m", juliet + "@localhost", "<metadata xmlns='" + MAM + "'/>")))
                    .isEqualTo("forbidden");
        }
    }

    @Test
    void absurdValuesAreBadRequests() throws Exception {
        try (RawClient j = SERVER.login(name("juliet"), "balcony")) {
            ArchiveClient archive = new ArchiveClient(j);
            for (String query : List.of(
                    set("<max>-1</max>"),
                    set("<max>ten</max>"),
                    set("<max/>"),
                    set("<index>-5</index>"),
                    form(field("start", "yesterday")),
                    form(field("end", "2010-13-45T99:00:00Z")),
                    form(field("start", "2010-07-10")),
                    form(field("start", "2010-07-10T23:08:25Z", "2010-07-10T23:08:26Z")),
                    form(field("start", "2010-07-10T23:08:25Z"), field("start", "2010-07-10T23:08:26Z")),
                    form(field("include-groupchat", "perhaps")),
                    "<x xmlns='jabber:x:data' type='submit'>" + field("FORM_TYPE", "urn:other") + "</x>",
                    "<x xmlns='jabber:x:data' type='form'>" + field("FORM_TYPE", MAM) + "</x>")) {
                assertThat(Errors.condition(archive.query(query).answer()))
                        .as(query)
                        .isEqualTo("bad-request");
            }
            assertThat(Errors.condition(archive.query(form(field("with", "@@"))).answer()))
                    .isEqualTo("jid-malformed");
            assertThat(Errors.condition(archive.query(form(field("{http://example.com/}mood", "lonely")))
                            .answer()))
                    .isEqualTo("feature-not-implemented");
            assertThat(Errors.condition(
                            archive.query(set("<index>999999999999</index>")).answer()))
                    .isEqualTo("feature-not-implemented");
        }
    }

    @Test
    void aPageIsBoundedWhateverIsAskedFor() throws Exception {
        try (RawClient j = SERVER.login(name("juliet"), "balcony")) {
            say(j, address(name("romeo")), numbers(0, 260));
            ArchiveClient archive = new ArchiveClient(j);
            Page page = archive.query(set("<max>99999999999999999999</max>"));
            assertThat(page.bodies()).containsExactly(numbers(0, 250));
            assertThat(page.isComplete()).isFalse();
            Page usual = archive.query("");
            assertThat(usual.bodies()).containsExactly(numbers(0, 100));
            assertThat(usual.isComplete()).isFalse();
        }
    }

    @Test
    void largeMessagesMakeSmallPages() throws Exception {
        try (RawClient j = SERVER.login(name("juliet"), "balcony")) {
            String romeo = address(name("romeo"));
            for (int i = 0; i < 8; i++) {
                say(j, romeo, "x".repeat(200_000));
            }
            ArchiveClient archive = new ArchiveClient(j);
            Page page = archive.query(set("<before/>"));
            int seen = page.results().size();
            assertThat(seen).isBetween(1, 4);
            while (!page.isComplete()) {
                page = archive.query(set("<before>" + page.part("first").orElseThrow() + "</before>"));
                seen += page.results().size();
            }
            assertThat(seen).isEqualTo(8);
        }
    }

    @Test
    void tellsWhereTheArchiveBeginsAndEnds() throws Exception {
        try (RawClient j = SERVER.login(name("juliet"), "balcony")) {
            String ask = "<metadata xmlns='" + MAM + "'/>";
            XmlElement empty =
                    j.ask("get", "m1", "", ask).child(MAM, "metadata").orElseThrow();
            assertThat(empty.hasNoContent()).isTrue();
            say(j, address(name("romeo")), numbers(0, 3));
            List<String> ids = new ArchiveClient(j).query("").ids();
            XmlElement metadata =
                    j.ask("get", "m2", "", ask).child(MAM, "metadata").orElseThrow();
            assertThat(metadata.child(MAM, "start").flatMap(start -> start.attribute("id")))
                    .contains(ids.getFirst());
            assertThat(metadata.child(MAM, "end").flatMap(end -> end.attribute("id")))
                    .contains(ids.getLast());
            assertThat(metadata.child(MAM, "end").flatMap(end -> end.attribute("timestamp")))
                    .isPresent();
        }
    }

    @Test
    void tellsTheFieldsOfItsFormAndItsFeatures() throws Exception {
        try (RawClient j = SERVER.login(name("juliet"), "balcony")) {
            XmlElement form = j.ask("get", "f", "", "<query xmlns='" + MAM + "'/>")
                    .child(MAM, "query")
                    .flatMap(query -> query.child("jabber:x:data", "x"))
                    .orElseThrow();
            assertThat(form.children("jabber:x:data", "field"))
                    .extracting(field -> field.attributeOr("var", ""))
                    .containsExactly(
                            "FORM_TYPE",
                            "with",
                            "start",
                            "end",
                            "before-id",
                            "after-id",
                            "ids",
                            "include-groupchat",
                            "{urn:xmpp:fulltext:0}fulltext");
            XmlElement ids = form.children("jabber:x:data", "field").get(6);
            assertThat(ids.attribute("type")).contains("list-multi");
            assertThat(ids.child("http://jabber.org/protocol/xdata-validate", "validate")
                            .filter(validate -> validate.hasChild("http://jabber.org/protocol/xdata-validate", "open")))
                    .isPresent();
            XmlElement info = j.ask(
                            "get",
                            "d",
                            j.address().bare().toString(),
                            "<query xmlns='http://jabber.org/protocol/disco#info'/>")
                    .firstChild()
                    .orElseThrow();
            assertThat(info.children().stream().map(child -> child.attributeOr("var", "")))
                    .contains(MAM, MAM + "#extended", MAM + "#groupchat-field", "urn:xmpp:fulltext:0");
        }
    }

    @Test
    void whatIsNotWorthKeepingIsNotThere() throws Exception {
        try (RawClient j = SERVER.login(name("juliet"), "balcony")) {
            String romeo = address(name("romeo"));
            j.send("<message to='" + romeo + "' type='chat'><body>secret</body><no-store xmlns='urn:xmpp:hints'/>"
                    + "</message><message to='" + romeo
                    + "' type='chat'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>");
            Page page = new ArchiveClient(j).query("");
            assertThat(page.results()).isEmpty();
            assertThat(page.isComplete()).isTrue();
            assertThat(page.part("count")).contains("0");
        }
    }
}
