package im.carillon.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smackx.carbons.CarbonManager;
import org.jivesoftware.smackx.carbons.packet.CarbonExtension;
import org.jivesoftware.smackx.csi.ClientStateIndicationManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One user with several devices: copies (XEP-0280) and client states (XEP-0352). */
final class DevicesTest {

    @RegisterExtension
    static final CarillonServer SERVER = new CarillonServer();

    /** A copy as Smack hands it out. */
    private record Copy(CarbonExtension.Direction direction, Message message) {}

    private static BlockingQueue<Copy> copies(SmackClient client) throws Exception {
        BlockingQueue<Copy> copies = new LinkedBlockingQueue<>();
        CarbonManager carbons = CarbonManager.getInstanceFor(client.connection());
        assertThat(carbons.isSupportedByServer()).isTrue();
        carbons.addCarbonCopyReceivedListener((direction, copy, wrapper) -> copies.add(new Copy(direction, copy)));
        carbons.enableCarbons();
        return copies;
    }

    private static Copy next(BlockingQueue<Copy> copies) throws InterruptedException {
        Copy copy = copies.poll(SmackClient.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (copy == null) {
            throw new AssertionError("no copy arrived within " + SmackClient.PATIENCE);
        }
        return copy;
    }

    @Test
    void whatOneDeviceSaysTheOtherShows() throws Exception {
        Account romeo = SERVER.account("romeo");
        SmackClient phone = SERVER.online(romeo);
        SmackClient desk = SERVER.online(romeo);
        SmackClient juliet = SERVER.online("juliet");
        BlockingQueue<Copy> onDesk = copies(desk);

        phone.says("from my phone", juliet);
        Copy sent = next(onDesk);
        assertThat(sent.direction()).isEqualTo(CarbonExtension.Direction.sent);
        assertThat(sent.message().getBody()).isEqualTo("from my phone");

        juliet.connection()
                .sendStanza(juliet.connection()
                        .getStanzaFactory()
                        .buildMessageStanza()
                        .to(phone.connection().getUser())
                        .ofType(Message.Type.chat)
                        .setBody("to your phone")
                        .build());
        assertThat(phone.hears().getBody()).isEqualTo("to your phone");
        Copy received = next(onDesk);
        assertThat(received.direction()).isEqualTo(CarbonExtension.Direction.received);
        assertThat(received.message().getBody()).isEqualTo("to your phone");
    }

    @Test
    void aMessageReachesAClientThatNobodyLooksAt() throws Exception {
        SmackClient phone = SERVER.online("mercutio");
        SmackClient friend = SERVER.online("benvolio");
        assertThat(ClientStateIndicationManager.isSupported(phone.connection())).isTrue();

        ClientStateIndicationManager.inactive(phone.connection());
        friend.says("where are you?", phone);
        assertThat(phone.hears().getBody()).isEqualTo("where are you?");

        ClientStateIndicationManager.active(phone.connection());
        friend.says("there you are", phone);
        assertThat(phone.hears().getBody()).isEqualTo("there you are");
    }
}
