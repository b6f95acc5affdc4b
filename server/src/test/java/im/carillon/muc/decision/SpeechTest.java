package im.carillon.muc.decision;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.muc.state.Affiliation;
import im.carillon.muc.state.PrivateMessages;
import im.carillon.muc.state.Role;
import im.carillon.muc.state.RoomConfig;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who may say what, and what becomes of those whose affiliation changes. */
class SpeechTest {

    private static final RoomConfig CONFIG = RoomConfig.initial(10, 20, RoomConfig.EVERYBODY);

    private static String answer(Optional<Refusal> refusal) {
        return refusal.map(r -> r.condition().wire()).orElse("");
    }

    @Test
    void voiceBeginsWithParticipants() {
        assertThat(answer(Speech.toAll(Role.NONE))).isEqualTo("not-acceptable");
        assertThat(answer(Speech.toAll(Role.VISITOR))).isEqualTo("forbidden");
        assertThat(answer(Speech.toAll(Role.PARTICIPANT))).isEmpty();
        assertThat(answer(Speech.toAll(Role.MODERATOR))).isEmpty();
    }

    @Test
    void theSubjectIsForModerators() {
        assertThat(answer(Speech.subject(Role.NONE, CONFIG))).isEqualTo("not-acceptable");
        assertThat(answer(Speech.subject(Role.PARTICIPANT, CONFIG))).isEqualTo("forbidden");
        assertThat(answer(Speech.subject(Role.MODERATOR, CONFIG))).isEmpty();
    }

    @Test
    void privateMessagesAreAsTheRoomWantsThem() {
        assertThat(PrivateMessages.ANYONE.allows(Role.VISITOR)).isTrue();
        assertThat(PrivateMessages.PARTICIPANTS.allows(Role.VISITOR)).isFalse();
        assertThat(PrivateMessages.PARTICIPANTS.allows(Role.PARTICIPANT)).isTrue();
        assertThat(PrivateMessages.MODERATORS.allows(Role.PARTICIPANT)).isFalse();
        assertThat(PrivateMessages.NONE.allows(Role.MODERATOR)).isFalse();
        assertThat(answer(Speech.toOne(Role.NONE, CONFIG))).isEqualTo("not-acceptable");
    }

    @Test
    void aChangeOfAffiliationMovesTheRole() {
        assertThat(Effects.of(Affiliation.NONE, Affiliation.OUTCAST, Role.PARTICIPANT, false, false))
                .isEqualTo(new Effects.Removed(301));
        assertThat(Effects.of(Affiliation.MEMBER, Affiliation.NONE, Role.PARTICIPANT, true, false))
                .isEqualTo(new Effects.Removed(321));
        assertThat(Effects.of(Affiliation.NONE, Affiliation.ADMIN, Role.VISITOR, false, true))
                .isEqualTo(new Effects.Stays(Role.MODERATOR));
        assertThat(Effects.of(Affiliation.OWNER, Affiliation.MEMBER, Role.MODERATOR, false, true))
                .isEqualTo(new Effects.Stays(Role.PARTICIPANT));
        assertThat(Effects.of(Affiliation.NONE, Affiliation.MEMBER, Role.VISITOR, false, true))
                .isEqualTo(new Effects.Stays(Role.PARTICIPANT));
        assertThat(Effects.of(Affiliation.MEMBER, Affiliation.NONE, Role.PARTICIPANT, false, true))
                .isEqualTo(new Effects.Stays(Role.VISITOR));
        assertThat(Effects.of(Affiliation.MEMBER, Affiliation.NONE, Role.MODERATOR, false, true))
                .isEqualTo(new Effects.Stays(Role.MODERATOR));
    }
}
