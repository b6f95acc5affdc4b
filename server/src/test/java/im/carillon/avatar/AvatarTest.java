package im.carillon.avatar;

import static im.carillon.testkit.Pubsub.conditions;
import static im.carillon.testkit.Pubsub.ids;
import static im.carillon.testkit.Pubsub.isEvent;
import static im.carillon.testkit.Pubsub.options;
import static im.carillon.testkit.Pubsub.publish;
import static im.carillon.testkit.Pubsub.request;
import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.NotifiedClient;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.Subscribing;
import im.carillon.testkit.TestServer;
import im.carillon.xml.XmlElement;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** XEP-0084, XEP-0153 and XEP-0398: one avatar, however it is set and looked at. */
class AvatarTest {

    private static final String DATA = "urn:xmpp:avatar:data";
    private static final String METADATA = "urn:xmpp:avatar:metadata";
    private static final String VCARD = "<vCard xmlns='vcard-temp'/>";

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static String image(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void publishAvatar(RawClient client, String image, String access) throws Exception {
        String id = hash(image);
        String options = options("access_model", access);
        client.ask(
                "set",
                "d",
                "",
                request(publish(DATA, id, "<data xmlns='" + DATA + "'>" + image(image) + "</data>") + options));
        XmlElement done = client.ask(
                "set",
                "m",
                "",
                request(publish(
                                METADATA,
                                id,
                                "<metadata xmlns='" + METADATA + "'><info id='" + id
                                        + "' bytes='3' type='image/png'/></metadata>")
                        + options));
        assertThat(conditions(done)).isEmpty();
    }

    private static String photo(RawClient client, String owner) throws Exception {
        XmlElement card = client.ask("get", "v", owner, VCARD);
        return card.firstChild()
                .flatMap(vcard -> vcard.child("vcard-temp", "PHOTO"))
                .flatMap(photo -> photo.childText("vcard-temp", "BINVAL"))
                .orElse("");
    }

    private static String announced(XmlElement presence) {
        return presence.child("vcard-temp:x:update", "x")
                .flatMap(x -> x.childText("vcard-temp:x:update", "photo"))
                .orElse("nothing");
    }

    @Test
    void aPublishedAvatarIsThePhotoOfTheCardAndAnnouncedInPresence() throws Exception {
        try (RawClient juliet = SERVER.online("juliet", "balcony");
                RawClient stranger = SERVER.online("tybalt", "street")) {
            publishAvatar(juliet, "face", "open");
            assertThat(photo(stranger, "juliet@localhost")).isEqualTo(image("face"));
            juliet.send("<presence/>");
            assertThat(announced(juliet.receive("presence"))).isEqualTo(hash("face"));
            juliet.send("<presence><x xmlns='vcard-temp:x:update'/></presence>");
            assertThat(announced(juliet.receive("presence"))).as("not ready").isEqualTo(hash("face"));
            juliet.send("<presence><x xmlns='vcard-temp:x:update'><photo/></x></presence>");
            assertThat(announced(juliet.receive("presence"))).as("none wanted").isEmpty();
            juliet.send("<presence to='tybalt@localhost'/>");
            assertThat(announced(stranger.receive("presence"))).as("directed").isEqualTo(hash("face"));
            juliet.ask("set", "m", "", request(publish(METADATA, "", "<metadata xmlns='" + METADATA + "'/>")));
            assertThat(photo(stranger, "juliet@localhost")).as("taken away").isEmpty();
        }
    }

    @Test
    void anAvatarForContactsIsShownToThemOnly() throws Exception {
        try (RawClient nurse = SERVER.online("nurse", "chamber");
                RawClient contact = SERVER.online("peter", "hall");
                RawClient stranger = SERVER.online("abraham", "street")) {
            Subscribing.subscribe(contact, nurse);
            publishAvatar(nurse, "old", "presence");
            assertThat(photo(contact, "nurse@localhost")).isEqualTo(image("old"));
            assertThat(photo(stranger, "nurse@localhost")).isEmpty();
            nurse.send("<presence to='abraham@localhost'/>");
            assertThat(announced(stranger.receive("presence"))).isEqualTo("nothing");
            nurse.send("<presence/>");
            assertThat(announced(contact.receive("presence"))).isEqualTo(hash("old"));
        }
    }

    @Test
    void aPhotoInTheCardIsPublished() throws Exception {
        try (RawClient romeo = NotifiedClient.online(SERVER, "romeo", "orchard", METADATA);
                RawClient stranger = SERVER.online("paris", "tomb")) {
            romeo.ask(
                    "set",
                    "v",
                    "",
                    "<vCard xmlns='vcard-temp'><FN>Romeo</FN><PHOTO><TYPE>image/jpeg</TYPE><BINVAL>" + image("mask")
                            + "</BINVAL></PHOTO></vCard>");
            XmlElement told = romeo.receive(e -> isEvent(e, METADATA));
            assertThat(ids(told)).containsExactly(hash("mask"));
            assertThat(told.toString()).contains("image/jpeg", "bytes='4'");
            XmlElement data = stranger.ask("get", "d", "romeo@localhost", request("<items node='" + DATA + "'/>"));
            assertThat(data.toString()).contains(image("mask"));
        }
    }
}
