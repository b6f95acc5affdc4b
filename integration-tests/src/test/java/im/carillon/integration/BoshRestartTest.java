package im.carillon.integration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** XEP-0124: pages go on with their sid and rid whatever becomes of the process; nothing is lost, nothing doubled. */
final class BoshRestartTest {

    private static final int BEFORE_A_CRASH = 12;
    private static final int CRASHES = 2;

    @RegisterExtension
    static final CarillonServer SERVER = new CarillonServer("""
            [tls]
            required = false

            [authentication]
            plain_without_tls = true
            """);

    @Test
    void aConversationGoesOnThroughCrashes() throws Exception {
        int port = SERVER.process().configuration().ports().http();
        Account juliet = SERVER.account("juliet");
        BoshPage hers = BoshPage.login(port, juliet);
        BoshPage his = BoshPage.login(port, SERVER.account("romeo"));

        int said = 0;
        for (int crash = 0; crash < CRASHES; crash++) {
            for (int i = 0; i < BEFORE_A_CRASH; i++) {
                his.say(message(juliet, said++));
            }
            SERVER.process().kill();
            SERVER.start();
        }
        his.say(message(juliet, said++));

        for (int i = 0; i < said; i++) {
            assertThat(hers.hears()).isEqualTo("number " + i);
        }
        assertThat(his.ended()).isEmpty();
        assertThat(hers.ended()).isEmpty();
    }

    private static String message(Account to, int number) {
        return "<message xmlns='jabber:client' type='chat' to='" + to.address() + "'><body>number " + number
                + "</body></message>";
    }
}
