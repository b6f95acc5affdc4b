package im.carillon.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jivesoftware.smackx.blocking.BlockingCommandManager;
import org.jivesoftware.smackx.disco.ServiceDiscoveryManager;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.jivesoftware.smackx.iqlast.LastActivityManager;
import org.jivesoftware.smackx.iqversion.VersionManager;
import org.jivesoftware.smackx.ping.PingManager;
import org.jivesoftware.smackx.time.EntityTimeManager;
import org.jivesoftware.smackx.vcardtemp.VCardManager;
import org.jivesoftware.smackx.vcardtemp.packet.VCard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jxmpp.jid.DomainBareJid;

/** What a client asks the server for, besides talking. */
final class ServicesTest {

    @RegisterExtension
    static final CarillonServer SERVER = new CarillonServer();

    private SmackClient juliet = SERVER.online("juliet");
    private DomainBareJid host = juliet.connection().getXMPPServiceDomain();

    @Test
    void ping() throws Exception {
        PingManager ping = PingManager.getInstanceFor(juliet.connection());

        assertThat(ping.pingMyServer()).isTrue();
        assertThat(ping.isPingSupported(host)).isTrue();
    }

    @Test
    void twoClientsPingEachOther() throws Exception {
        SmackClient romeo = SERVER.online("romeo");

        assertThat(PingManager.getInstanceFor(juliet.connection())
                        .ping(romeo.connection().getUser()))
                .isTrue();
    }

    @Test
    void theServerSaysWhatItIs() throws Exception {
        DiscoverInfo info =
                ServiceDiscoveryManager.getInstanceFor(juliet.connection()).discoverInfo(host);

        assertThat(info.hasIdentity("server", "im")).isTrue();
        assertThat(info.containsFeature("urn:xmpp:ping")).isTrue();
        assertThat(info.containsFeature("http://jabber.org/protocol/disco#items"))
                .isTrue();
    }

    @Test
    void anAccountSaysThatItIsOne() throws Exception {
        DiscoverInfo info =
                ServiceDiscoveryManager.getInstanceFor(juliet.connection()).discoverInfo(juliet.address());

        assertThat(info.hasIdentity("account", "registered")).isTrue();
    }

    @Test
    void version() throws Exception {
        assertThat(VersionManager.getInstanceFor(juliet.connection())
                        .getVersion(host)
                        .getName())
                .isEqualTo("Carillon");
    }

    @Test
    void time() throws Exception {
        assertThat(EntityTimeManager.getInstanceFor(juliet.connection()).isTimeSupported(host))
                .isTrue();
        assertThat(EntityTimeManager.getInstanceFor(juliet.connection()).getTime(host))
                .isNotNull();
    }

    @Test
    void uptime() throws Exception {
        assertThat(LastActivityManager.getInstanceFor(juliet.connection()).getLastActivity(host).lastActivity)
                .isNotNegative();
    }

    @Test
    void aVisitingCardIsKeptAndSeenByOthers() throws Exception {
        VCard card = new VCard();
        card.setFirstName("Juliet");
        card.setNickName("Jule");
        card.setAvatar(new byte[] {1, 2, 3}, "image/png");
        VCardManager.getInstanceFor(juliet.connection()).saveVCard(card);

        SmackClient romeo = SERVER.online("romeo");
        VCard seen = VCardManager.getInstanceFor(romeo.connection()).loadVCard(juliet.address());

        assertThat(seen.getFirstName()).isEqualTo("Juliet");
        assertThat(seen.getNickName()).isEqualTo("Jule");
        assertThat(seen.getAvatar()).containsExactly(1, 2, 3);
    }

    @Test
    void somebodyWhoIsBlockedIsNotHeard() throws Exception {
        SmackClient romeo = SERVER.online("romeo");
        SmackClient paris = SERVER.online("paris");
        BlockingCommandManager blocking = BlockingCommandManager.getInstanceFor(juliet.connection());
        assertThat(blocking.isSupportedByServer()).isTrue();

        blocking.blockContacts(List.of(paris.address()));
        paris.says("Sweet Juliet?", juliet);
        assertThat(PingManager.getInstanceFor(paris.connection()).pingMyServer())
                .isTrue();
        romeo.says("It is I.", juliet);

        assertThat(juliet.hears().getBody()).isEqualTo("It is I.");
        assertThat(blocking.getBlockList()).containsExactly(paris.address());
        blocking.unblockAll();
        paris.says("And now?", juliet);
        assertThat(juliet.hears().getBody()).isEqualTo("And now?");
    }
}
