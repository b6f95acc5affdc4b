package im.carillon.muc.decision;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.dataforms.Form;
import im.carillon.dataforms.InvalidFormException;
import im.carillon.jid.BareJid;
import im.carillon.muc.state.Affiliation;
import im.carillon.muc.state.Namespace;
import im.carillon.muc.state.RoomConfig;
import im.carillon.muc.state.RoomForm;
import im.carillon.stanza.ErrorType;
import im.carillon.testkit.Xml;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who may enter (XEP-0045 §7.2.5 to §7.2.11). */
class EntryTest {

    private static final BareJid HAG = BareJid.of("hag66@shakespeare.lit");
    private static final BareJid CRONE = BareJid.of("crone1@shakespeare.lit");
    private static final RoomConfig OPEN = RoomConfig.initial(10, 20, RoomConfig.EVERYBODY);

    private static RoomConfig config(String... fields) {
        StringBuilder form = new StringBuilder("<x xmlns='jabber:x:data' type='submit'>");
        for (int i = 0; i < fields.length; i += 2) {
            form.append("<field var='muc#roomconfig_" + fields[i] + "'><value>" + fields[i + 1] + "</value></field>");
        }
        try {
            return RoomForm.config(
                    new Form(Form.Type.FORM, Namespace.ROOM_CONFIG, "", java.util.List.of(), RoomForm.fields(OPEN))
                            .read(Xml.element(form.append("</x>").toString())));
        } catch (InvalidFormException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Entry entry(Affiliation affiliation, RoomConfig config) {
        return new Entry(
                HAG, "hag", affiliation, Optional.empty(), config, false, 0, Optional.empty(), Optional.empty());
    }

    private static String answer(Entry entry) {
        return entry.refusal().map(refusal -> refusal.condition().wire()).orElse("");
    }

    @Test
    void anOpenRoomIsOpenToAllButOutcasts() {
        for (Affiliation affiliation : Affiliation.values()) {
            assertThat(answer(entry(affiliation, OPEN)))
                    .isEqualTo(affiliation == Affiliation.OUTCAST ? "forbidden" : "");
        }
    }

    @Test
    void aMembersOnlyRoomIsOpenToMembers() {
        RoomConfig closed = config("membersonly", "1");
        assertThat(answer(entry(Affiliation.NONE, closed))).isEqualTo("registration-required");
        assertThat(answer(entry(Affiliation.OUTCAST, closed))).isEqualTo("forbidden");
        assertThat(answer(entry(Affiliation.MEMBER, closed))).isEmpty();
    }

    @Test
    void aPasswordIsAskedOfEverybody() {
        RoomConfig secret = config("passwordprotectedroom", "1", "roomsecret", "burn");
        assertThat(answer(entry(Affiliation.MEMBER, secret))).isEqualTo("not-authorized");
        Entry right = new Entry(
                HAG,
                "hag",
                Affiliation.NONE,
                Optional.of("burn"),
                secret,
                false,
                0,
                Optional.empty(),
                Optional.empty());
        assertThat(answer(right)).isEmpty();
    }

    @Test
    void aFullRoomKeepsSeatsForThoseWhoRunIt() {
        Entry late = new Entry(
                HAG, "hag", Affiliation.MEMBER, Optional.empty(), OPEN, false, 10, Optional.empty(), Optional.empty());
        assertThat(answer(late)).isEqualTo("service-unavailable");
        assertThat(late.refusal().map(Refusal::type)).contains(ErrorType.WAIT);
        Entry admin = new Entry(
                HAG, "hag", Affiliation.ADMIN, Optional.empty(), OPEN, false, 10, Optional.empty(), Optional.empty());
        assertThat(answer(admin)).isEmpty();
    }

    @Test
    void aLockedRoomIsThereForItsOwnerOnly() {
        for (Affiliation affiliation : new Affiliation[] {Affiliation.NONE, Affiliation.ADMIN, Affiliation.OWNER}) {
            Entry entry = new Entry(
                    HAG, "hag", affiliation, Optional.empty(), OPEN, true, 1, Optional.empty(), Optional.empty());
            assertThat(answer(entry)).isEqualTo(affiliation == Affiliation.OWNER ? "" : "item-not-found");
        }
    }

    @Test
    void aNicknameBelongsToOneAccount() {
        assertThat(Entry.nickRefusal(HAG, Optional.of(CRONE), Optional.empty())).isPresent();
        assertThat(Entry.nickRefusal(HAG, Optional.empty(), Optional.of(CRONE))).isPresent();
        assertThat(Entry.nickRefusal(HAG, Optional.of(HAG), Optional.of(HAG))).isEmpty();
    }
}
