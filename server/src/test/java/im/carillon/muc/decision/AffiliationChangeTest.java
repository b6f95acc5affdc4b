package im.carillon.muc.decision;

import static im.carillon.muc.state.Affiliation.ADMIN;
import static im.carillon.muc.state.Affiliation.MEMBER;
import static im.carillon.muc.state.Affiliation.NONE;
import static im.carillon.muc.state.Affiliation.OUTCAST;
import static im.carillon.muc.state.Affiliation.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.muc.state.Affiliation;
import im.carillon.stanza.ErrorCondition;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of XEP-0045 §5.2.1 and §5.2.3. */
class AffiliationChangeTest {

    private static final String ALLOWED = "";

    static Stream<Arguments> changes() {
        return Stream.of(
                row(ADMIN, NONE, OUTCAST, ALLOWED),
                row(ADMIN, MEMBER, OUTCAST, ALLOWED),
                row(ADMIN, ADMIN, OUTCAST, "not-allowed"),
                row(ADMIN, OWNER, OUTCAST, "not-allowed"),
                row(ADMIN, OUTCAST, NONE, ALLOWED),
                row(ADMIN, NONE, MEMBER, ALLOWED),
                row(ADMIN, MEMBER, NONE, ALLOWED),
                row(ADMIN, MEMBER, ADMIN, "forbidden"),
                row(ADMIN, ADMIN, MEMBER, "forbidden"),
                row(ADMIN, OWNER, ADMIN, "forbidden"),
                row(ADMIN, NONE, OWNER, "forbidden"),
                row(OWNER, NONE, OWNER, ALLOWED),
                row(OWNER, ADMIN, OUTCAST, ALLOWED),
                row(OWNER, ADMIN, NONE, ALLOWED),
                row(OWNER, MEMBER, ADMIN, ALLOWED));
    }

    private static Arguments row(Affiliation actor, Affiliation target, Affiliation wanted, String answer) {
        return Arguments.of(new AffiliationChange(actor, target, wanted, false, 2), answer);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void isDecided(AffiliationChange change, String answer) {
        assertThat(change.refusal().map(r -> r.condition().wire()).orElse(ALLOWED))
                .isEqualTo(answer);
    }

    @Test
    void belowAnAdminNobodyChangesAnything() {
        for (Affiliation actor : new Affiliation[] {OUTCAST, NONE, MEMBER}) {
            for (Affiliation target : Affiliation.values()) {
                for (Affiliation wanted : Affiliation.values()) {
                    assertThat(new AffiliationChange(actor, target, wanted, false, 2)
                                    .refusal()
                                    .map(Refusal::condition))
                            .contains(ErrorCondition.FORBIDDEN);
                }
            }
        }
    }

    @Test
    void theLastOwnerStaysAndNobodyBansThemselves() {
        for (Affiliation wanted : new Affiliation[] {OUTCAST, NONE, MEMBER, ADMIN}) {
            assertThat(new AffiliationChange(OWNER, OWNER, wanted, true, 1)
                            .refusal()
                            .map(Refusal::condition))
                    .contains(ErrorCondition.CONFLICT);
        }
        assertThat(new AffiliationChange(OWNER, OWNER, MEMBER, true, 2).refusal())
                .isEmpty();
        assertThat(new AffiliationChange(ADMIN, ADMIN, OUTCAST, true, 2)
                        .refusal()
                        .map(Refusal::condition))
                .contains(ErrorCondition.CONFLICT);
    }
}
