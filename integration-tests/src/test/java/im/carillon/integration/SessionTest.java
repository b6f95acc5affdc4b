package im.carillon.integration;

import static org.assertj.core.api.Assertions.assertThat;

import org.jivesoftware.smack.XMPPException.StreamErrorException;
import org.jivesoftware.smack.packet.StreamError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jxmpp.jid.parts.Resourcepart;

/** How sessions of one account get along, and how they end. */
final class SessionTest {

    @RegisterExtension
    static final CarillonServer SERVER = new CarillonServer();

    @Test
    void twoDevicesOfOneAccountAreOnlineTogether() {
        Account account = SERVER.account("juliet");

        SmackClient phone = on(account, "phone");
        SmackClient desktop = on(account, "desktop");

        assertThat(phone.connection().getUser().getResourcepart()).hasToString("phone");
        assertThat(desktop.connection().getUser().getResourcepart()).hasToString("desktop");
        assertThat(phone.connection().isAuthenticated()).isTrue();
    }

    /** RFC 6120 §7.7.2.2: the older session gives way. */
    @Test
    void theSameResourceAgainReplacesTheOlderSession() {
        Account account = SERVER.account("juliet");
        SmackClient older = on(account, "phone");

        SmackClient newer = on(account, "phone");

        assertStreamError(older, StreamError.Condition.conflict);
        assertThat(newer.connection().isAuthenticated()).isTrue();
    }

    @Test
    void anAdministratorEndsASession() {
        SmackClient juliet = SERVER.online("juliet");

        SERVER.process()
                .control("session", "kick", juliet.connection().getUser().toString())
                .orThrow();

        assertThat(juliet.brokenOff()).isInstanceOf(StreamErrorException.class);
    }

    /** RFC 6120 §4.9.3.19. */
    @Test
    void aServerThatStopsSaysSo() {
        SmackClient juliet = on(SERVER.account("juliet"), "phone");

        SERVER.process().terminate();
        try {
            assertStreamError(juliet, StreamError.Condition.system_shutdown);
        } finally {
            SERVER.start();
        }
    }

    /** Without stream management, so that the session cannot be resumed and has to be told. */
    private static SmackClient on(Account account, String resource) {
        SmackClient client =
                SERVER.client(account, builder -> builder.setResource(Resourcepart.fromOrThrowUnchecked(resource)));
        client.connection().setUseStreamManagement(false);
        client.logIn();
        return client;
    }

    private static void assertStreamError(SmackClient client, StreamError.Condition condition) {
        assertThat(client.brokenOff())
                .isInstanceOfSatisfying(
                        StreamErrorException.class,
                        e -> assertThat(e.getStreamError().getCondition()).isEqualTo(condition));
    }
}
