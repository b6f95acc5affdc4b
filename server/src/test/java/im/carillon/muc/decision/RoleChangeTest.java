package im.carillon.muc.decision;

import static im.carillon.muc.state.Affiliation.ADMIN;
import static im.carillon.muc.state.Affiliation.MEMBER;
import static im.carillon.muc.state.Affiliation.NONE;
import static im.carillon.muc.state.Affiliation.OWNER;
import static im.carillon.muc.state.Role.MODERATOR;
import static im.carillon.muc.state.Role.PARTICIPANT;
import static im.carillon.muc.state.Role.VISITOR;
import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.muc.state.Affiliation;
import im.carillon.muc.state.Role;
import im.carillon.stanza.ErrorCondition;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of XEP-0045 §5.1.1 and §5.1.3. */
class RoleChangeTest {

    private static final String ALLOWED = "";

    static Stream<Arguments> changes() {
        return Stream.of(
                // actor, target, wanted role, answer
                row(NONE, MODERATOR, NONE, PARTICIPANT, Role.NONE, ALLOWED),
                row(NONE, MODERATOR, MEMBER, PARTICIPANT, Role.NONE, "not-allowed"),
                row(NONE, MODERATOR, NONE, MODERATOR, Role.NONE, "not-allowed"),
                row(MEMBER, MODERATOR, MEMBER, PARTICIPANT, Role.NONE, ALLOWED),
                row(MEMBER, MODERATOR, ADMIN, MODERATOR, Role.NONE, "not-allowed"),
                row(ADMIN, MODERATOR, OWNER, MODERATOR, Role.NONE, "not-allowed"),
                row(ADMIN, MODERATOR, ADMIN, MODERATOR, Role.NONE, ALLOWED),
                row(OWNER, Role.NONE, MEMBER, PARTICIPANT, Role.NONE, ALLOWED),
                row(MEMBER, PARTICIPANT, NONE, VISITOR, Role.NONE, "forbidden"),
                row(NONE, VISITOR, NONE, VISITOR, PARTICIPANT, "forbidden"),
                row(NONE, Role.NONE, NONE, VISITOR, PARTICIPANT, "forbidden"),
                row(NONE, MODERATOR, NONE, VISITOR, PARTICIPANT, ALLOWED),
                row(NONE, MODERATOR, NONE, PARTICIPANT, VISITOR, ALLOWED),
                row(MEMBER, MODERATOR, MEMBER, PARTICIPANT, VISITOR, "not-allowed"),
                row(MEMBER, MODERATOR, NONE, PARTICIPANT, VISITOR, ALLOWED),
                row(OWNER, MODERATOR, ADMIN, MODERATOR, VISITOR, "not-allowed"),
                row(OWNER, MODERATOR, OWNER, MODERATOR, PARTICIPANT, "not-allowed"),
                row(ADMIN, MODERATOR, MEMBER, PARTICIPANT, MODERATOR, ALLOWED),
                row(MEMBER, MODERATOR, MEMBER, PARTICIPANT, MODERATOR, "forbidden"),
                row(ADMIN, MODERATOR, MEMBER, MODERATOR, PARTICIPANT, ALLOWED),
                row(MEMBER, MODERATOR, NONE, MODERATOR, PARTICIPANT, "forbidden"));
    }

    private static Arguments row(
            Affiliation actor, Role actorRole, Affiliation target, Role targetRole, Role wanted, String answer) {
        return Arguments.of(new RoleChange(actor, actorRole, target, targetRole, wanted), answer);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void isDecided(RoleChange change, String answer) {
        assertThat(change.refusal().map(r -> r.condition().wire()).orElse(ALLOWED))
                .isEqualTo(answer);
    }

    /** No role below that of a moderator, with no affiliation below that of an admin, changes anybody. */
    @Test
    void whoIsNeitherModeratorNorAdminChangesNothing() {
        for (Affiliation actor : new Affiliation[] {NONE, MEMBER}) {
            for (Role role : new Role[] {Role.NONE, VISITOR, PARTICIPANT}) {
                for (Affiliation target : Affiliation.values()) {
                    for (Role targetRole : Role.values()) {
                        for (Role wanted : Role.values()) {
                            assertThat(new RoleChange(actor, role, target, targetRole, wanted)
                                            .refusal()
                                            .map(Refusal::condition))
                                    .contains(ErrorCondition.FORBIDDEN);
                        }
                    }
                }
            }
        }
    }
}
