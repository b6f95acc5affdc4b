package im.carillon.bosh;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.bosh.Page.Reply;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When requests are answered (XEP-0124 §8, §9, §10, §12). */
class WaitingTest {

    private final Page page = new Page();

    @Test
    void aRequestIsHeldUntilItsTimeIsOver() {
        page.begin();
        Reply poll = page.poll(1);

        page.pass(Duration.ofSeconds(58));
        assertThat(poll.isOpen()).isTrue();
        page.pass(Duration.ofSeconds(2));

        assertThat(poll.isEmpty()).isTrue();
        assertThat(poll.answer().contentType()).isEqualTo("text/xml; charset=utf-8");
    }

    @Test
    void aHeldRequestIsAnsweredAsSoonAsThereIsSomething() {
        page.begin();
        Reply poll = page.poll(1);

        page.deliver("hello");

        assertThat(poll.text())
                .isEqualTo("<body xmlns='http://jabber.org/protocol/httpbind'>"
                        + "<message xmlns='jabber:client'><body>hello</body></message></body>");
    }

    @Test
    void whatComesBetweenRequestsGoesOutWithTheNextOne() {
        page.begin();
        page.deliver("one");
        page.deliver("two");

        assertThat(page.poll(1).body().children()).hasSize(2);
    }

    @Test
    void noMoreRequestsAreHeldThanAgreed() {
        page.begin();
        Reply first = page.poll(1);
        Reply second = page.send(2, "", Page.message("hi"));

        assertThat(first.isEmpty()).isTrue();
        assertThat(second.isOpen()).isTrue();
    }

    @Test
    void nothingIsWastedOnAPageThatIsKnownToBeLeft() {
        page.begin();
        Reply left = page.poll(1);
        left.lose();

        page.deliver("for whoever comes next");

        assertThat(left.isOpen()).isTrue();
        assertThat(page.send(2, "", Page.message("I am back")).body().children())
                .hasSize(1);
        assertThat(left.isEmpty()).isTrue();
    }

    @Test
    void aPageThatIsKnownToBeLeftHasToComeBackInTime() {
        page.begin();
        page.poll(1).lose();

        page.pass(Duration.ofSeconds(75));

        assertThat(page.sessions()).isZero();
    }

    @Test
    void twoRequestsAreHeldForAClientThatWantsThat() {
        Reply creation = page.begin("wait='60' hold='2'");
        assertThat(creation.body().attribute("requests")).contains("3");
        Reply first = page.poll(1);
        Reply second = page.send(2, "", Page.message("hi"));
        assertThat(first.isOpen()).isTrue();

        page.deliver("hello");

        assertThat(first.body().children()).hasSize(1);
        assertThat(second.isOpen()).isTrue();
    }

    @Test
    void aRequestIsAnsweredOnlyWhenWhatItBroughtIsStored() {
        page.begin();
        page.storeNothing();
        Reply first = page.send(1, "", Page.message("hi"));
        page.deliver("something for it");
        page.pass(Duration.ofSeconds(70));
        assertThat(first.isOpen()).isTrue();

        page.store();

        assertThat(first.body().children()).hasSize(1);
    }

    @Test
    void whatARequestCausesComesWithIt() {
        page.begin();
        Reply first = page.poll(1);
        page.storeNothing();
        Reply second = page.send(2, "", Page.message("hi"));

        page.deliver("the answer to that");

        assertThat(first.isEmpty()).isTrue();
        assertThat(second.isOpen()).isTrue();
        page.store();
        assertThat(second.body().children()).hasSize(1);
    }

    @Test
    void anAckIsTheHighestRidOfWhichEverythingIsStored() {
        Reply creation = page.begin("wait='60' hold='1' ack='1'");
        assertThat(creation.body().attribute("ack")).contains("1573741820");
        Reply first = page.poll(1);
        page.storeNothing();
        Reply second = page.send(2, "", Page.message("not stored yet"));
        assertThat(first.body().attribute("ack")).isEmpty();

        page.pass(Duration.ofSeconds(3));
        Reply third = page.poll(3);
        page.store();

        assertThat(second.body().attribute("ack")).contains("1573741823");
        assertThat(third.isOpen()).isTrue();
    }

    @Test
    void anAnswerThatSeemsToBeLostIsReported() {
        page.begin("wait='60' hold='1' ack='1'");
        Reply first = page.poll(1);
        page.deliver("lost");
        assertThat(first.isOpen()).isFalse();
        page.pass(Duration.ofMillis(11852));

        Reply second = page.send(2, "ack='1573741820'", "");

        assertThat(second.body().attribute("report")).contains("1573741821");
        assertThat(second.body().attribute("time")).contains("11852");
        assertThat(page.poll(1).text()).isEqualTo(first.text());
    }

    @Test
    void anAnswerThatIsStillOnItsWayIsNotReported() {
        page.begin("wait='60' hold='1' ack='1'");
        page.poll(1);
        page.deliver("on its way");

        assertThat(page.send(2, "ack='1573741820'", "").isOpen()).isTrue();
    }

    @Test
    void aPollingSessionIsAnsweredAtOnce() {
        Reply creation = page.begin("wait='60' hold='0'");
        assertThat(creation.body().attribute("requests")).contains("1");
        assertThat(creation.body().attribute("wait")).contains("0");
        assertThat(creation.body().attribute("polling")).contains("2");

        assertThat(page.send(1, "", Page.message("hi")).isEmpty()).isTrue();
        page.deliver("hello");
        assertThat(page.poll(2).body().children()).hasSize(1);
    }

    @Test
    void waitingForNoTimeIsPolling() {
        Reply creation = page.begin("wait='0' hold='1'");

        assertThat(creation.body().attribute("hold")).contains("0");
    }

    @Test
    void aSessionThatIsLeftEnds() {
        page.begin();
        page.poll(1);
        page.frames();
        page.pass(Duration.ofSeconds(60));
        page.pass(Duration.ofSeconds(74));
        assertThat(page.sessions()).isEqualTo(1);

        page.pass(Duration.ofSeconds(1));

        assertThat(page.frames()).containsExactly("disconnected");
        assertThat(page.sessions()).isZero();
        assertThat(page.poll(2).condition()).isEqualTo("item-not-found");
    }

    @Test
    void aSessionWithAHeldRequestIsNotLeft() {
        page.begin();
        for (int i = 1; i < 10; i++) {
            page.pass(Duration.ofSeconds(50));
            page.poll(i);
            page.pass(Duration.ofSeconds(59));
            page.pass(Duration.ofSeconds(1));
        }
        assertThat(page.sessions()).isEqualTo(1);
    }

    @Test
    void aPauseGivesAllRequestsBackAndExtendsTheTime() {
        page.begin();
        Reply held = page.poll(1);
        Reply pause = page.send(2, "pause='120'", "");

        assertThat(held.isEmpty()).isTrue();
        assertThat(pause.isEmpty()).isTrue();
        page.deliver("meanwhile");
        page.pass(Duration.ofSeconds(119));
        assertThat(page.sessions()).isEqualTo(1);

        assertThat(page.poll(3).body().children()).hasSize(1);
        page.pass(Duration.ofSeconds(75));
        assertThat(page.sessions()).isZero();
    }

    @Test
    void theAnswerToAPauseCarriesNothing() {
        page.begin();
        page.deliver("waits");

        assertThat(page.send(1, "pause='60'", "").isEmpty()).isTrue();
        assertThat(page.poll(2).body().children()).hasSize(1);
    }

    @Test
    void aShortPauseLetsTheEndBeNoticedSooner() {
        page.begin();
        page.send(1, "pause='5'", "");

        page.pass(Duration.ofSeconds(5));

        assertThat(page.sessions()).isZero();
    }

    @Test
    void aPauseIsNoLongerThanTheServerAllows() {
        page.begin();
        page.send(1, "pause='5000'", "");

        page.pass(Duration.ofMinutes(2));

        assertThat(page.sessions()).isZero();
    }

    @Test
    void aClientThatFetchesNothingIsGivenUp() {
        page.begin();
        for (int i = 0; i < 100 && page.sessions() > 0; i++) {
            page.deliver("a text that takes some room, and again and again");
        }

        assertThat(page.sessions()).isZero();
    }
}
