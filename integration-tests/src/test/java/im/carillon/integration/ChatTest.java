package im.carillon.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jivesoftware.smack.XMPPException.XMPPErrorException;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smackx.ping.packet.Ping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jxmpp.jid.impl.JidCreate;

/** RFC 6121 §5 and §8: messages between two people. */
final class ChatTest {

    @RegisterExtension
    static final CarillonServer SERVER = new CarillonServer();

    @Test
    void twoPeopleTalk() throws Exception {
        SmackClient romeo = SERVER.online("romeo");
        SmackClient juliet = SERVER.online("juliet");

        romeo.says("Art thou not Romeo, and a Montague?", juliet);
        Message question = juliet.hears();
        juliet.says("Neither, fair saint, if either thee dislike.", romeo);
        Message answer = romeo.hears();

        assertThat(question.getBody()).isEqualTo("Art thou not Romeo, and a Montague?");
        assertThat(question.getFrom().equals(romeo.connection().getUser())).isTrue();
        assertThat(question.getType()).isEqualTo(Message.Type.chat);
        assertThat(answer.getBody()).isEqualTo("Neither, fair saint, if either thee dislike.");
        assertThat(answer.getFrom().equals(juliet.connection().getUser())).isTrue();
    }

    @Test
    void manyMessagesArriveOnceAndInOrder() throws Exception {
        SmackClient romeo = SERVER.online("romeo");
        SmackClient juliet = SERVER.online("juliet");

        for (int i = 0; i < 500; i++) {
            romeo.says("line " + i, juliet);
        }

        for (int i = 0; i < 500; i++) {
            assertThat(juliet.hears().getBody()).isEqualTo("line " + i);
        }
    }

    @Test
    void textOfEveryKindArrivesAsItWasSent() throws Exception {
        SmackClient romeo = SERVER.online("romeo");
        SmackClient juliet = SERVER.online("juliet");
        String text = "<b>&amp; \"quoted\" 'text'</b> 1 > 0 \n\ttabs, Ünïcödé, 日本語, 👩‍👩‍👧‍👦";

        romeo.says(text, juliet);

        assertThat(juliet.hears().getBody()).isEqualTo(text);
    }

    @Test
    void whatIsSaidWhileSomebodyIsAwayWaits() throws Exception {
        SmackClient romeo = SERVER.online("romeo");
        Account julietsAccount = SERVER.account("juliet");
        SmackClient away = SERVER.online(julietsAccount);
        romeo.says("first", away);
        assertThat(away.hears().getBody()).isEqualTo("first");
        away.close();

        romeo.connection()
                .sendStanza(romeo.connection()
                        .getStanzaFactory()
                        .buildMessageStanza()
                        .to(julietsAccount.address())
                        .ofType(Message.Type.chat)
                        .setBody("while you were away")
                        .build());

        assertThat(SERVER.online(julietsAccount).hears().getBody()).isEqualTo("while you were away");
    }

    @Test
    void aHostThatIsNotServedHereIsNotFoundAtOnce() {
        SmackClient romeo = SERVER.online("romeo");
        Ping ping = new Ping(romeo.connection(), JidCreate.fromOrThrowUnchecked("juliet@capulet.example"));

        assertThatThrownBy(() -> romeo.connection().sendIqRequestAndWaitForResponse(ping))
                .isInstanceOfSatisfying(XMPPErrorException.class, e -> {
                    assertThat(e.getStanzaError().getCondition())
                            .isEqualTo(StanzaError.Condition.remote_server_not_found);
                    assertThat(e.getStanzaError().getType()).isEqualTo(StanzaError.Type.CANCEL);
                });
    }
}
