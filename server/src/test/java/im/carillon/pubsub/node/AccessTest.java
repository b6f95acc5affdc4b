package im.carillon.pubsub.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of XEP-0060 §4.1 and §4.5. */
class AccessTest {

    private static NodeConfig access(String model) {
        return NodeConfig.standard().with(NodeOption.ACCESS_MODEL, model);
    }

    private static NodeConfig publishing(String model) {
        return NodeConfig.standard().with(NodeOption.PUBLISH_MODEL, model);
    }

    private static Standing standing(String facts) {
        return new Standing(
                Affiliation.NONE,
                facts.contains("subscribed"),
                facts.contains("pending"),
                facts.contains("presence"),
                facts.contains("group"));
    }

    private static String told(Decision decision) {
        assertThat(decision.reason()).isNotEmpty();
        return decision.refusal().map(Enum::name).orElse("yes");
    }

    @ParameterizedTest
    @CsvSource({
        // affiliation, subscribe and retrieve, publish, manage
        "OWNER,        yes,       yes,       yes",
        "PUBLISHER,    yes,       yes,       FORBIDDEN",
        "PUBLISH_ONLY, FORBIDDEN, yes,       FORBIDDEN",
        "MEMBER,       yes,       FORBIDDEN, FORBIDDEN",
        "NONE,         yes,       FORBIDDEN, FORBIDDEN",
        "OUTCAST,      FORBIDDEN, FORBIDDEN, FORBIDDEN",
    })
    void whatAnAffiliationAllows(Affiliation affiliation, String reading, String publishing, String managing) {
        NodeConfig open = access("open");
        Standing standing = Standing.of(affiliation);
        assertThat(told(Access.subscribe(open, standing))).isEqualTo(reading);
        assertThat(told(Access.retrieve(open, standing))).isEqualTo(reading);
        assertThat(told(Access.publish(open, standing))).isEqualTo(publishing);
        assertThat(told(Access.manage(standing))).isEqualTo(managing);
    }

    @ParameterizedTest
    @CsvSource({
        // model, facts, subscribe, retrieve
        "open,      '',             yes,                            yes",
        "presence,  '',             PRESENCE_SUBSCRIPTION_REQUIRED, PRESENCE_SUBSCRIPTION_REQUIRED",
        "presence,  presence,       yes,                            yes",
        "roster,    '',             NOT_IN_ROSTER_GROUP,            NOT_IN_ROSTER_GROUP",
        "roster,    presence,       NOT_IN_ROSTER_GROUP,            NOT_IN_ROSTER_GROUP",
        "roster,    group,          NOT_IN_ROSTER_GROUP,            NOT_IN_ROSTER_GROUP",
        "roster,    presence group, yes,                            yes",
        "authorize, '',             yes,                            NOT_SUBSCRIBED",
        "authorize, pending,        PENDING_SUBSCRIPTION,           NOT_SUBSCRIBED",
        "authorize, subscribed,     yes,                            yes",
        "whitelist, '',             CLOSED_NODE,                    CLOSED_NODE",
        "whitelist, presence,       CLOSED_NODE,                    CLOSED_NODE",
    })
    void whatAnAccessModelAllows(String model, String facts, String subscribe, String retrieve) {
        assertThat(told(Access.subscribe(access(model), standing(facts)))).isEqualTo(subscribe);
        assertThat(told(Access.retrieve(access(model), standing(facts)))).isEqualTo(retrieve);
    }

    @ParameterizedTest
    @CsvSource({
        "publishers,  '',         FORBIDDEN",
        "publishers,  subscribed, FORBIDDEN",
        "subscribers, '',         FORBIDDEN",
        "subscribers, pending,    FORBIDDEN",
        "subscribers, subscribed, yes",
        "open,        '',         yes",
    })
    void whatAPublishModelAllows(String model, String facts, String publish) {
        assertThat(told(Access.publish(publishing(model), standing(facts)))).isEqualTo(publish);
    }

    @ParameterizedTest
    @CsvSource({
        "OWNER,        false, yes",
        "PUBLISHER,    true,  yes",
        "PUBLISHER,    false, FORBIDDEN",
        "PUBLISH_ONLY, true,  yes",
        "MEMBER,       true,  FORBIDDEN",
        "OUTCAST,      true,  FORBIDDEN",
    })
    void whoRetracts(Affiliation affiliation, boolean own, String retract) {
        assertThat(told(Access.retract(access("open"), Standing.of(affiliation), own)))
                .isEqualTo(retract);
    }

    @Test
    void ownersAreAskedOnlyAboutThoseTheyDoNotKnow() {
        assertThat(Access.needsApproval(access("authorize"), standing(""))).isTrue();
        assertThat(Access.needsApproval(access("authorize"), Standing.of(Affiliation.MEMBER)))
                .isFalse();
        assertThat(Access.needsApproval(access("open"), standing(""))).isFalse();
        assertThat(Access.retrieve(access("open"), standing("")).refusal()).isEqualTo(Optional.empty());
    }
}
