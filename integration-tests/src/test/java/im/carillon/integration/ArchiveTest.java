package im.carillon.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.jivesoftware.smack.XMPPException.XMPPErrorException;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smackx.mam.MamManager;
import org.jivesoftware.smackx.mam.MamManager.MamQuery;
import org.jivesoftware.smackx.mam.MamManager.MamQueryArgs;
import org.jivesoftware.smackx.mam.element.MamPrefsIQ;
import org.jivesoftware.smackx.mam.element.MamPrefsIQ.DefaultBehavior;
import org.jivesoftware.smackx.mam.element.MamVersion;
import org.jivesoftware.smackx.xdata.FormField;
import org.jivesoftware.smackx.xdata.TextSingleFormField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** XEP-0313, XEP-0431 and XEP-0441 as another implementation understands them. */
final class ArchiveTest {

    @RegisterExtension
    static final CarillonServer SERVER = new CarillonServer();

    /** Smack asks for the version first, or does not know it. */
    private static MamManager archive(SmackClient client) throws Exception {
        MamManager archive = MamManager.getInstanceFor(client.connection());
        assertThat(archive.isSupported()).isTrue();
        return archive;
    }

    private static List<String> bodies(List<Message> messages) {
        return messages.stream().map(Message::getBody).toList();
    }

    private static void talk(SmackClient from, SmackClient to, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            from.says("line " + i, to);
            to.hears();
        }
    }

    @Test
    void bothSidesPageThroughWhatWasSaid() throws Exception {
        SmackClient romeo = SERVER.online("romeo");
        SmackClient juliet = SERVER.online("juliet");
        talk(romeo, juliet, 25);

        MamQuery query = archive(romeo)
                .queryArchive(MamQueryArgs.builder()
                        .setResultPageSizeTo(10)
                        .limitResultsToJid(juliet.address())
                        .build());
        List<String> said = new ArrayList<>(bodies(query.getMessages()));
        while (!query.isComplete()) {
            said.addAll(bodies(query.pageNext(10)));
        }
        assertThat(said).hasSize(25).startsWith("line 0").endsWith("line 24");

        MamQuery last = archive(juliet).queryMostRecentPage(romeo.address(), 10);
        assertThat(bodies(last.getMessages())).hasSize(10).startsWith("line 15").endsWith("line 24");
        assertThat(last.isComplete()).isFalse();
        assertThat(bodies(last.pagePrevious(20))).hasSize(15).startsWith("line 0");
    }

    @Test
    void countsAndKnowsTheLatest() throws Exception {
        SmackClient romeo = SERVER.online("romeo");
        SmackClient juliet = SERVER.online("juliet");
        talk(romeo, juliet, 7);

        MamQuery count = archive(juliet)
                .queryArchive(MamQueryArgs.builder().onlyReturnMessageCount().build());
        assertThat(count.getMessageCount()).isEqualTo(7);
        String latest = archive(juliet).getMessageUidOfLatestMessage();
        assertThat(archive(juliet)
                        .queryArchive(MamQueryArgs.builder().afterUid(latest).build())
                        .getMessages())
                .isEmpty();
        assertThatThrownBy(() -> archive(juliet)
                        .queryArchive(
                                MamQueryArgs.builder().afterUid("never-given").build()))
                .isInstanceOfSatisfying(
                        XMPPErrorException.class,
                        e -> assertThat(e.getStanzaError().getCondition())
                                .isEqualTo(StanzaError.Condition.item_not_found));
    }

    @Test
    void findsWordsThroughTheFieldTheFormNames() throws Exception {
        SmackClient romeo = SERVER.online("romeo");
        SmackClient juliet = SERVER.online("juliet");
        romeo.says("It is the East, and Juliet is the sun", juliet);
        romeo.says("Arise, fair sun, and kill the envious moon", juliet);
        juliet.hears();
        juliet.hears();

        FormField offered = archive(juliet).retrieveFormFields().stream()
                .filter(field -> field.getFieldName().endsWith("fulltext"))
                .findFirst()
                .orElseThrow();
        TextSingleFormField text = FormField.textSingleBuilder(offered.getFieldName())
                .setValue("sun MOON")
                .build();
        MamQuery found = archive(juliet)
                .queryArchive(
                        MamQueryArgs.builder().withAdditionalFormField(text).build());
        assertThat(bodies(found.getMessages())).containsExactly("Arise, fair sun, and kill the envious moon");
    }

    @Test
    void preferencesAreSetAndObeyed() throws Exception {
        SmackClient romeo = SERVER.online("romeo");
        SmackClient juliet = SERVER.online("juliet");

        MamPrefsIQ never = MamVersion.MAM2.newElementFactory().newPrefsIQ(List.of(), List.of(), DefaultBehavior.never);
        never.setType(IQ.Type.set);
        juliet.connection().sendIqRequestAndWaitForResponse(never);
        assertThat(archive(juliet).retrieveArchivingPreferences().mamPrefs.getDefault())
                .isEqualTo(DefaultBehavior.never);
        talk(romeo, juliet, 2);
        assertThat(archive(juliet).queryArchive(MamQueryArgs.builder().build()).getMessages())
                .isEmpty();
        assertThat(archive(romeo).queryArchive(MamQueryArgs.builder().build()).getMessages())
                .hasSize(2);
    }
}
