package im.carillon.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.jivesoftware.smack.XMPPException.StreamErrorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** XEP-0198: a lost connection is not a lost session. */
final class ResumptionTest {

    @RegisterExtension
    static final CarillonServer SERVER = new CarillonServer();

    @Test
    void messagesOfTheGapArriveAfterTheResumption() throws Exception {
        SmackClient romeo = SERVER.online("romeo");
        SmackClient juliet = resumable(SERVER.account("juliet"));

        juliet.connection().instantShutdown();
        romeo.says("Art thou still there?", juliet);
        juliet.logIn();

        assertThat(juliet.connection().streamWasResumed()).isTrue();
        assertThat(juliet.hears().getBody()).isEqualTo("Art thou still there?");
    }

    @Test
    void aServerThatStopsLeavesNoErrorOnAStreamThatCanBeResumed() throws Exception {
        SmackClient juliet = resumable(SERVER.account("juliet"));

        SERVER.process().terminate();
        try {
            assertThat(juliet.brokenOff()).isNotInstanceOf(StreamErrorException.class);
        } finally {
            SERVER.start();
        }
        juliet.logIn();

        assertThat(juliet.connection().streamWasResumed()).isTrue();
    }

    private static SmackClient resumable(Account account) {
        SmackClient client = SERVER.client(account, builder -> {});
        client.connection().setUseStreamManagement(true);
        client.connection().setUseStreamManagementResumption(true);
        client.logIn();
        await().atMost(SmackClient.PATIENCE).until(client.connection()::isSmResumptionPossible);
        return client;
    }
}
