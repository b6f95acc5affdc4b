package im.carillon.bosh;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.bosh.Page.Reply;
import im.carillon.stanza.StreamCondition;
import im.carillon.stanza.StreamException;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import org.junit.jupiter.api.Test;

/** How sessions begin and end, and what is refused (XEP-0124 §7, §13, §17). */
class SessionEndTest {

    private final Page page = new Page();

    @Test
    void theFirstAnswerHasTheTerms() {
        Reply creation = page.begin("wait='60' hold='1' ack='1' content='text/html; charset=utf-8'");

        XmlElement body = creation.body();
        assertThat(creation.answer().contentType()).isEqualTo("text/html; charset=utf-8");
        assertThat(body.attribute("wait")).contains("60");
        assertThat(body.attribute("inactivity")).contains("75");
        assertThat(body.attribute("polling")).contains("2");
        assertThat(body.attribute("requests")).contains("2");
        assertThat(body.attribute("hold")).contains("1");
        assertThat(body.attribute("maxpause")).contains("120");
        assertThat(body.attribute("charsets")).contains("UTF-8");
        assertThat(body.attribute("ver")).contains("1.6");
        assertThat(body.attribute("from")).contains("localhost");
        assertThat(body.attribute("authid")).contains("ServerStreamID");
        assertThat(body.hasChild(Namespaces.STREAMS, "features")).isTrue();
        assertThat(creation.text()).contains(" xmlns:stream='http://etherx.jabber.org/streams'");
    }

    @Test
    void theServerPromisesNoMoreThanItWasAskedFor() {
        XmlElement body = page.begin("wait='5' hold='0'").body();

        assertThat(body.attribute("wait")).contains("0");
        assertThat(page.post("<body rid='7' to='localhost' ver='1.99' wait='5' hold='200'"
                                + " xmlns='http://jabber.org/protocol/httpbind'/>")
                        .body())
                .satisfies(other -> {
                    assertThat(other.attribute("wait")).contains("5");
                    assertThat(other.attribute("hold")).contains("2");
                    assertThat(other.attribute("ver")).contains("1.11");
                });
    }

    @Test
    void theStreamIsOpenedWithWhatTheClientSaid() {
        page.begin("from='romeo@localhost' xml:lang='fr' route='xmpp:example.com:9999'");

        assertThat(page.frames().getFirst())
                .contains(" to='localhost'", " from='romeo@localhost'", " xml:lang='fr'", " version='1.0'");
    }

    @Test
    void whoCouldNotLogInHereIsToldWhereHeCan() {
        Reply told = new Page(true).begin("");

        assertThat(told.condition()).isEqualTo("see-other-uri");
        assertThat(told.body().childText(Body.NAMESPACE, "uri")).contains("https://chat.example.org/http-bind");
        assertThat(new Page(true).onTls().begin("").condition()).isEmpty();
    }

    @Test
    void aHostIsNamed() {
        assertThat(creation("ver='1.6'").condition()).isEqualTo("improper-addressing");
        assertThat(creation("ver='1.6' to='example.com'").condition()).isEqualTo("host-unknown");
        assertThat(creation("ver='1.6' to='romeo@localhost'").condition()).isEqualTo("host-unknown");
        assertThat(creation("ver='1.6' to='LOCALHOST'").condition()).isEmpty();
    }

    @Test
    void attributesHaveToBeWhatTheyAre() {
        for (String bad : new String[] {
            "wait='-1'", "wait=''", "hold='x'", "wait='70000'", "content='a&#13;&#10;b'", "ver='one'", "ack='1.0'"
        }) {
            assertThat(creation("ver='1.6' to='localhost' " + bad).condition())
                    .as(bad)
                    .isEqualTo("bad-request");
        }
    }

    private Reply creation(String attributes) {
        return page.post("<body rid='12' " + attributes + " xmlns='http://jabber.org/protocol/httpbind'>" + "</body>");
    }

    @Test
    void noSessionBeginsWhileTheServerStops() {
        page.all().stop();

        assertThat(page.begin("").condition()).isEqualTo("system-shutdown");
    }

    @Test
    void aRequestHasARid() {
        for (String rid : new String[] {"", "0", "-5", "9007199254740992", "99999999999999999999999", "1e3"}) {
            Reply reply = page.post(
                    "<body ver='1.6' to='localhost' rid='" + rid + "' xmlns='http://jabber.org/protocol/httpbind'/>");
            assertThat(reply.condition()).as(rid).isEqualTo("bad-request");
        }
    }

    @Test
    void somethingElseIsNotABody() {
        for (String bad : new String[] {
            "",
            "hello",
            "<body rid='1'",
            "<!DOCTYPE body><body/>",
            "<body xmlns='http://jabber.org/protocol/httpbind' rid='1'><!-- x --></body>",
            "<body xmlns='http://jabber.org/protocol/httpbind' rid='1'><a>&x;</a></body>"
        }) {
            Reply reply = page.post(bad);
            assertThat(reply.answer().status()).as(bad).isEqualTo(400);
            assertThat(reply.condition()).as(bad).isEqualTo("bad-request");
        }
        assertThat(page.post("<body ver='1.6' rid='1' to='localhost'/>").condition())
                .isEqualTo("bad-request");
    }

    @Test
    void textBesideTheElementsEndsTheSession() {
        page.begin();

        assertThat(page.send(1, "", "text").condition()).isEqualTo("bad-request");
        assertThat(page.sessions()).isZero();
    }

    @Test
    void anUnknownSidIsNotFound() {
        page.begin();

        Reply guessed =
                page.post("<body rid='2' sid='AAAAAAAAAAAAAAAAAAAAAA' xmlns='http://jabber.org/protocol/httpbind'/>");

        assertThat(guessed.answer().status()).isEqualTo(200);
        assertThat(guessed.condition()).isEqualTo("item-not-found");
        assertThat(page.sessions()).isEqualTo(1);
    }

    @Test
    void aClientOfOldIsToldByHttp() {
        assertThat(creation("to='example.com'").answer().status()).isEqualTo(200);
        assertThat(creation("to='localhost' wait='x'").answer().status()).isEqualTo(400);
        Reply creation = page.post("<body rid='" + Page.FIRST_RID
                + "' to='localhost' wait='60' hold='1' xmlns='http://jabber.org/protocol/httpbind'/>");
        assertThat(creation.body().attribute("ver")).isEmpty();
        String sid = creation.body().attributeOr("sid", "");

        Reply beyond = page.post("<body rid='5' sid='" + sid + "' xmlns='http://jabber.org/protocol/httpbind'/>");

        assertThat(beyond.answer().status()).isEqualTo(404);
    }

    @Test
    void theClientTakesItsLeave() {
        page.begin();
        Reply held = page.poll(1);
        page.frames();

        Reply last = page.send(2, "type='terminate'", "<presence type='unavailable' xmlns='jabber:client'/>");

        assertThat(page.frames())
                .satisfiesExactly(
                        presence -> assertThat(presence).contains("unavailable"),
                        closed -> assertThat(closed).isEqualTo("closed"),
                        gone -> assertThat(gone).isEqualTo("disconnected"));
        assertThat(held.text()).isEqualTo("<body xmlns='http://jabber.org/protocol/httpbind' type='terminate'/>");
        assertThat(last.isEmpty()).isTrue();
        assertThat(page.sessions()).isZero();
    }

    @Test
    void aLeaveIsAnsweredWhenWhatItBroughtIsStored() {
        page.begin();
        page.storeNothing();
        Reply last = page.send(1, "type='terminate'", Page.message("bye"));
        assertThat(last.isOpen()).isTrue();

        page.store();

        assertThat(last.type()).isEqualTo("terminate");
        assertThat(last.condition()).isEmpty();
    }

    @Test
    void anErrorOfTheStreamIsPassedOnBehindWhatWaited() {
        page.begin();
        page.deliver("I said \"Hi!\"");
        page.endStream(new StreamException(StreamCondition.CONFLICT, "another client took over"));

        Reply told = page.poll(1);

        assertThat(told.type()).isEqualTo("terminate");
        assertThat(told.condition()).isEqualTo("remote-stream-error");
        assertThat(told.text()).contains(" xmlns:stream='http://etherx.jabber.org/streams'>", "<stream:error>");
        assertThat(told.body().children()).hasSize(2);
        assertThat(told.body()
                        .child(Namespaces.STREAMS, "error")
                        .orElseThrow()
                        .hasChild(Namespaces.STREAM_ERRORS, "conflict"))
                .isTrue();
        assertThat(page.sessions()).isZero();
    }

    @Test
    void aHeldRequestIsToldOfTheEndAtOnce() {
        page.begin();
        Reply held = page.poll(1);

        page.endStream(new StreamException(StreamCondition.SYSTEM_SHUTDOWN, ""));

        assertThat(held.condition()).isEqualTo("remote-stream-error");
    }

    @Test
    void aStreamThatIsCutIsReported() {
        page.begin();
        Reply held = page.poll(1);

        page.cut();

        assertThat(held.condition()).isEqualTo("remote-connection-failed");
    }

    @Test
    void aSessionThatBeganEncryptedStaysSo() {
        page.onTls().begin();

        Reply plain = page.post(page.request(1, "", ""), false);

        assertThat(plain.condition()).isEqualTo("item-not-found");
        assertThat(page.sessions()).isEqualTo(1);
        assertThat(page.poll(1).isOpen()).isTrue();
    }

    @Test
    void aStanzaWithoutItsNamespaceIsUnderstood() {
        page.begin();
        page.frames();

        page.send(1, "", "<message to='a@localhost'><body>hi</body><x xmlns='urn:x'/></message>");

        assertThat(page.frames())
                .containsExactly(
                        "<message xmlns='jabber:client' to='a@localhost'><body>hi</body><x xmlns='urn:x'/></message>");
    }

    @Test
    void aRestartOpensTheStreamAnewAndBringsNothingElse() {
        page.begin();
        page.frames();

        Reply restarted = page.send(
                1,
                "to='localhost' xml:lang='en' xmpp:restart='true' xmlns:xmpp='urn:xmpp:xbosh'",
                Page.message("ignored"));

        assertThat(page.frames())
                .singleElement()
                .asString()
                .startsWith("<stream:stream")
                .contains(" xml:lang='en'");
        assertThat(restarted.body().hasChild(Namespaces.STREAMS, "features")).isTrue();
    }

    @Test
    void anotherStreamIsNotOpened() {
        page.begin();
        page.frames();

        Reply ignored = page.send(1, "to='localhost' stream='second'", "");

        assertThat(ignored.isOpen()).isTrue();
        assertThat(page.frames()).isEmpty();
    }

    @Test
    void bodiesAreSmallBeforeTheLogin() {
        page.begin();
        String large = Page.message("x".repeat(6_000));
        assertThat(page.send(1, "", large).condition()).isEqualTo("policy-violation");

        page.begin();
        page.loggedIn();
        assertThat(page.send(1, "", large).isOpen()).isTrue();
    }
}
