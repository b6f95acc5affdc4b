package im.carillon.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jivesoftware.smack.XMPPException.XMPPErrorException;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jivesoftware.smackx.muc.MultiUserChatManager;
import org.jivesoftware.smackx.muc.RoomInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;

/** XEP-0045 with the multi-user chat of Smack. */
final class RoomTest {

    @RegisterExtension
    static final CarillonServer SERVER = new CarillonServer();

    private static MultiUserChat room(SmackClient client, String name) {
        EntityBareJid address = JidCreate.entityBareFromOrThrowUnchecked(name + "@conference.localhost");
        return MultiUserChatManager.getInstanceFor(client.connection()).getMultiUserChat(address);
    }

    private static BlockingQueue<Message> heard(MultiUserChat room) {
        BlockingQueue<Message> heard = new LinkedBlockingQueue<>();
        room.addMessageListener(message -> {
            if (message.getBody() != null) { // the subject has none
                heard.add(message);
            }
        });
        return heard;
    }

    private static String body(BlockingQueue<Message> heard) throws InterruptedException {
        Message message = heard.poll(SmackClient.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return message == null ? "nothing" : String.valueOf(message.getBody());
    }

    @Test
    void peopleTalkInARoomAndWhoComesLaterReadsIt() throws Exception {
        MultiUserChat romeo = room(SERVER.online("romeo"), "verona");
        MultiUserChat juliet = room(SERVER.online("juliet"), "verona");
        romeo.create(Resourcepart.from("Romeo")).makeInstant();
        juliet.join(Resourcepart.from("Juliet"));
        BlockingQueue<Message> atJuliet = heard(juliet);
        BlockingQueue<Message> atRomeo = heard(romeo);

        romeo.sendMessage("But soft!");
        assertThat(body(atJuliet)).isEqualTo("But soft!");
        assertThat(body(atRomeo)).isEqualTo("But soft!");
        assertThat(juliet.getOccupantsCount()).isEqualTo(2);

        MultiUserChat nurse = room(SERVER.online("nurse"), "verona");
        BlockingQueue<Message> atNurse = heard(nurse);
        nurse.join(Resourcepart.from("Nurse"));
        assertThat(body(atNurse)).isEqualTo("But soft!");
    }

    @Test
    void aRoomWithAPasswordIsMadeAsConfigured() throws Exception {
        MultiUserChat romeo = room(SERVER.online("romeo"), "secret");
        MultiUserChat juliet = room(SERVER.online("juliet"), "secret");
        romeo.create(Resourcepart.from("Romeo"))
                .getConfigFormManager()
                .setAndEnablePassword("balcony")
                .submitConfigurationForm();

        assertThatThrownBy(() -> juliet.join(Resourcepart.from("Juliet")))
                .isInstanceOfSatisfying(
                        XMPPErrorException.class,
                        e -> assertThat(e.getStanzaError().getCondition())
                                .isEqualTo(StanzaError.Condition.not_authorized));
        juliet.join(Resourcepart.from("Juliet"), "balcony");

        RoomInfo info = MultiUserChatManager.getInstanceFor(
                        SERVER.online("nurse").connection())
                .getRoomInfo(romeo.getRoom());
        assertThat(info.isPasswordProtected()).isTrue();
        assertThat(info.getOccupantsCount()).isEqualTo(2);
    }

    @Test
    void whoIsKickedMayComeBackAndWhoIsBannedMayNot() throws Exception {
        MultiUserChat romeo = room(SERVER.online("romeo"), "street");
        SmackClient tybaltsClient = SERVER.online("tybalt");
        MultiUserChat tybalt = room(tybaltsClient, "street");
        romeo.create(Resourcepart.from("Romeo")).makeInstant();
        tybalt.join(Resourcepart.from("Tybalt"));

        romeo.kickParticipant(Resourcepart.from("Tybalt"), "calm down");
        // Smack forgets a room that it enters before it has heard of the kick
        await().atMost(SmackClient.PATIENCE).until(() -> !tybalt.isJoined());
        tybalt.join(Resourcepart.from("Tybalt"));
        romeo.banUser(tybaltsClient.connection().getUser().asEntityBareJid(), "banished");
        await().atMost(SmackClient.PATIENCE).until(() -> !tybalt.isJoined());

        assertThatThrownBy(() -> tybalt.join(Resourcepart.from("Tybalt")))
                .isInstanceOfSatisfying(
                        XMPPErrorException.class,
                        e -> assertThat(e.getStanzaError().getCondition()).isEqualTo(StanzaError.Condition.forbidden));
        assertThat(romeo.getOutcasts()).hasSize(1);
    }
}
