package im.carillon.bosh;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is known of whether a client got what it was sent (XEP-0124 §9, XEP-0206 §8). */
class ReceiptTest {

    private final Page page = new Page();

    @Test
    void whoAsksForMoreHasWhatCameBefore() {
        page.begin();
        page.poll(1);
        page.deliverWatched("one");
        assertThat(page.fates()).isEmpty();

        page.poll(2);

        assertThat(page.fates()).containsExactly("one received");
    }

    @Test
    void aRequestThatBringsSomethingMayHaveCrossedTheAnswer() {
        page.begin();
        page.poll(1);
        page.deliverWatched("one");
        page.send(2, "", Page.message("crossing"));
        assertThat(page.fates()).isEmpty();

        page.send(3, "", Page.message("later"));

        assertThat(page.fates()).containsExactly("one received");
    }

    @Test
    void anAcknowledgedAnswerWasReceived() {
        page.begin("wait='60' hold='1' ack='1'");
        page.poll(1);
        page.deliverWatched("one");

        page.send(2, "ack='1573741821'", Page.message("thank you"));

        assertThat(page.fates()).containsExactly("one received");
    }

    @Test
    void whatWasNeverFetchedIsLost() {
        page.begin();
        page.deliverWatched("never fetched");

        page.pass(Duration.ofSeconds(75));

        assertThat(page.fates()).containsExactly("never fetched lost");
    }

    @Test
    void anAnswerToAPageThatDoesNotComeBackIsLost() {
        page.begin();
        page.poll(1);
        page.deliverWatched("into the void");

        page.pass(Duration.ofSeconds(75));

        assertThat(page.fates()).containsExactly("into the void lost");
    }

    @Test
    void whoTakesHisLeaveHasWhatCameBefore() {
        page.begin();
        page.poll(1);
        page.deliverWatched("one");
        page.send(2, "type='terminate'", "");

        assertThat(page.fates()).containsExactly("one received");
    }

    @Test
    void whatComesAfterTheEndIsLost() {
        page.begin();
        page.send(1, "type='terminate'", "");
        page.deliverWatched("too late");

        assertThat(page.fates()).containsExactly("too late lost");
    }

    @Test
    void nothingIsToldTwice() {
        page.begin();
        for (int i = 1; i < 6; i++) {
            page.poll(i);
            page.deliverWatched("number " + i);
        }
        page.poll(6);
        page.cut();

        assertThat(page.fates())
                .containsExactly(
                        "number 1 received",
                        "number 2 received",
                        "number 3 received",
                        "number 4 received",
                        "number 5 received");
    }
}
