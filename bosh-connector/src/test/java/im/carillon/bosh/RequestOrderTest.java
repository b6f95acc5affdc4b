package im.carillon.bosh;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.bosh.Page.Reply;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Which request may come when, and again (XEP-0124 §11, §14). */
class RequestOrderTest {

    private final Page page = new Page();

    @Test
    void aRequestThatOvertookAnotherWaitsForIt() {
        page.begin();
        page.frames();
        Reply second = page.send(2, "", Page.message("two"));
        assertThat(page.frames()).isEmpty();
        assertThat(second.isOpen()).isTrue();

        Reply first = page.send(1, "", Page.message("one"));

        assertThat(page.frames())
                .satisfiesExactly(
                        one -> assertThat(one).contains("one"),
                        two -> assertThat(two).contains("two"));
        assertThat(first.isEmpty()).isTrue();
        assertThat(second.isOpen()).isTrue();
    }

    @Test
    void aRequestWhosePredecessorDoesNotComeHasToBeRepeated() {
        page.begin();
        Reply second = page.send(2, "", Page.message("two"));

        page.pass(Duration.ofSeconds(60));

        assertThat(second.type()).isEqualTo("error");
        page.frames();
        page.send(1, "", Page.message("one"));
        page.send(2, "", Page.message("two"));
        assertThat(page.frames()).hasSize(2);
    }

    @Test
    void aRidOutsideOfTheWindowEndsTheSession() {
        page.begin();
        Reply held = page.poll(1);
        page.frames();

        Reply answer = page.poll(4);

        assertThat(answer.text())
                .isEqualTo(
                        "<body xmlns='http://jabber.org/protocol/httpbind' type='terminate' condition='item-not-found'/>");
        assertThat(held.condition()).isEqualTo("other-request");
        assertThat(page.frames()).containsExactly("disconnected");
    }

    @Test
    void anAnswerThatWasLostIsGivenAgain() {
        page.begin();
        Reply first = page.poll(1);
        page.deliver("hello");
        page.frames();

        Reply again = page.poll(1);

        assertThat(again.answer().body()).isEqualTo(first.answer().body());
        page.poll(2);
        assertThat(page.poll(1).answer().body()).isEqualTo(first.answer().body());
        assertThat(page.frames()).isEmpty();
    }

    @Test
    void theFirstAnswerIsGivenAgainToo() {
        page.begin();

        assertThat(page.poll(0).body().attribute("sid")).contains(page.sid());
    }

    @Test
    void whatWasRepeatedIsNotHandledTwice() {
        page.begin();
        page.frames();
        page.send(1, "", Page.message("hi"));
        page.deliver("an answer");

        page.send(1, "", Page.message("hi"));

        assertThat(page.frames()).hasSize(1);
    }

    @Test
    void anAnswerThatTheClientMustHaveIsNotKept() {
        page.begin();
        for (int i = 1; i <= 3; i++) {
            page.poll(i);
            page.deliver("number " + i);
        }

        assertThat(page.poll(1).condition()).isEqualTo("item-not-found");
    }

    @Test
    void anAcknowledgedAnswerIsNotKept() {
        page.begin("wait='60' hold='1' ack='1'");
        page.poll(1);
        page.deliver("hello");
        page.send(2, "ack='1573741821'", "");

        assertThat(page.poll(1).condition()).isEqualTo("item-not-found");
    }

    @Test
    void theLatestOfTwoEqualRequestsIsAnswered() {
        page.begin();
        Reply first = page.poll(1);

        Reply again = page.poll(1);

        assertThat(first.text()).isEqualTo("<body xmlns='http://jabber.org/protocol/httpbind' type='error'/>");
        page.deliver("hello");
        assertThat(again.body().children()).hasSize(1);
    }

    @Test
    void repeatingForeverIsNotAllowed() {
        page.begin();
        Reply last = page.poll(1);
        for (int i = 0; i < 100 && page.sessions() > 0; i++) {
            last = page.poll(1);
        }

        assertThat(last.condition()).isEqualTo("policy-violation");
    }

    @Test
    void tooManyRequestsAtTheSameTimeEndTheSession() {
        page.begin();
        page.storeNothing();
        page.send(1, "", Page.message("one"));
        Reply second = page.send(2, "", Page.message("two"));

        Reply third = page.send(3, "", Page.message("three"));

        assertThat(third.condition()).isEqualTo("policy-violation");
        assertThat(second.condition()).isEqualTo("other-request");
        assertThat(page.sessions()).isZero();
    }

    @Test
    void oneMoreIsAllowedForAPause() {
        page.begin();
        page.storeNothing();
        page.send(1, "", Page.message("one"));
        page.send(2, "", Page.message("two"));

        Reply third = page.send(3, "pause='60'", "");
        page.store();

        assertThat(third.isEmpty()).isTrue();
    }

    @Test
    void emptyRequestsInQuickSuccessionEndTheSession() {
        page.begin();
        page.poll(1);

        assertThat(page.poll(2).condition()).isEqualTo("policy-violation");
    }

    @Test
    void emptyRequestsNowAndThenDoNot() {
        page.begin();
        Reply first = page.poll(1);
        page.pass(Duration.ofSeconds(3));
        Reply second = page.poll(2);

        assertThat(first.isEmpty()).isTrue();
        assertThat(second.isOpen()).isTrue();
    }

    @Test
    void pollingTooOftenEndsTheSession() {
        page.begin("wait='0' hold='0'");
        page.poll(1);

        assertThat(page.poll(2).condition()).isEqualTo("policy-violation");
    }

    @Test
    void pollingAgainAfterSomethingCameIsFine() {
        page.begin("wait='0' hold='0'");
        page.deliver("hello");
        assertThat(page.poll(1).body().children()).hasSize(1);

        assertThat(page.poll(2).isEmpty()).isTrue();
        page.pass(Duration.ofSeconds(2));
        assertThat(page.poll(3).isEmpty()).isTrue();
    }

    /** XEP-0124 §15.2: case is not significant where keys are compared. */
    @Test
    void keysMayBeWrittenInCapitals() {
        String[] key = keys("seed", 2, HexFormat.of().withUpperCase());
        page.begin("wait='60' hold='1' newkey='" + key[1] + "'");

        page.send(1, "key='" + key[0] + "'", Page.message("one"));

        assertThat(page.sessions()).isEqualTo(1);
    }

    @Test
    void keysContinueTheirSequence() {
        // K(1) to K(3) of the seed "seed"
        String[] key = keys("seed", 3);
        String[] other = keys("other", 2);
        page.begin("wait='60' hold='1' newkey='" + key[2] + "'");
        Reply first = page.send(1, "key='" + key[1] + "'", Page.message("one"));
        page.send(2, "key='" + key[0] + "' newkey='" + other[1] + "'", Page.message("two"));
        assertThat(first.isEmpty()).isTrue();

        page.send(3, "key='" + other[0] + "'", Page.message("three"));

        assertThat(page.sessions()).isEqualTo(1);
        assertThat(page.frames()).hasSize(4);
    }

    @Test
    void aWrongKeyEndsTheSession() {
        String[] key = keys("seed", 3);
        page.begin("wait='60' hold='1' newkey='" + key[2] + "'");
        page.frames();

        Reply answer = page.send(1, "key='" + key[0] + "'", Page.message("injected"));

        assertThat(answer.condition()).isEqualTo("item-not-found");
        assertThat(page.frames()).containsExactly("disconnected");
    }

    @Test
    void aMissingKeyEndsTheSession() {
        page.begin("wait='60' hold='1' newkey='" + keys("seed", 2)[1] + "'");

        assertThat(page.poll(1).condition()).isEqualTo("item-not-found");
    }

    @Test
    void whoRepeatsARequestMustKnowItsKey() {
        String[] key = keys("seed", 3);
        page.begin("wait='60' hold='1' newkey='" + key[2] + "'");
        page.send(1, "key='" + key[1] + "'", "");
        page.deliver("secret");

        assertThat(page.send(1, "key='" + key[1] + "'", "").body().children()).hasSize(1);
        assertThat(page.poll(1).condition()).isEqualTo("item-not-found");
    }

    private static String[] keys(String seed, int count) {
        return keys(seed, count, HexFormat.of());
    }

    private static String[] keys(String seed, int count, HexFormat digits) {
        String[] keys = new String[count];
        String last = seed;
        for (int i = 0; i < count; i++) {
            try {
                byte[] hash = java.security.MessageDigest.getInstance("SHA-1")
                        .digest(last.getBytes(java.nio.charset.StandardCharsets.UTF_8));
                last = digits.formatHex(hash);
            } catch (java.security.NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
            keys[i] = last;
        }
        return keys;
    }
}
