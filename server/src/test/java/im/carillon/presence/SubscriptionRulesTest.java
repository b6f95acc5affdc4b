package im.carillon.presence;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.presence.Decision.Sight;
import im.carillon.roster.Subscription;
import im.carillon.stanza.Presence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every row of RFC 6121 Appendix A, by the names the tables use; P stands for Pending. */
class SubscriptionRulesTest {

    private static Subscription state(String name) {
        boolean to = name.startsWith("To") || name.startsWith("Both");
        boolean from = name.startsWith("From") || name.startsWith("Both");
        return new Subscription(to, from, name.contains("Out"), name.contains("In"), false);
    }

    @ParameterizedTest(name = "A.2.1 subscribe out: {0}")
    @CsvSource({
        "None,         route, None+POut",
        "None+POut,    route, None+POut",
        "None+PIn,     route, None+POut+PIn",
        "None+POut+PIn,route, None+POut+PIn",
        "To,           route, To",
        "To+PIn,       route, To+PIn",
        "From,         route, From+POut",
        "From+POut,    route, From+POut",
        "Both,         route, Both"
    })
    void outboundSubscribe(String before, String route, String after) {
        Decision decision = outbound(Presence.Type.SUBSCRIBE, before, route, after);
        assertThat(decision.sight()).isEqualTo(Sight.AS_BEFORE);
    }

    @ParameterizedTest(name = "A.2.2 unsubscribe out: {0}")
    @CsvSource({
        "None,         route, None",
        "None+POut,    route, None",
        "None+PIn,     route, None+PIn",
        "None+POut+PIn,route, None+PIn",
        "To,           route, None",
        "To+PIn,       route, None+PIn",
        "From,         route, From",
        "From+POut,    route, From",
        "Both,         route, From"
    })
    void outboundUnsubscribe(String before, String route, String after) {
        Decision decision = outbound(Presence.Type.UNSUBSCRIBE, before, route, after);
        assertThat(decision.sight()).isEqualTo(Sight.AS_BEFORE);
    }

    @ParameterizedTest(name = "A.2.3 subscribed out: {0}")
    @CsvSource({
        "None,         -,     None,      approved",
        "None+POut,    -,     None+POut, approved",
        "None+PIn,     route, From,      -",
        "None+POut+PIn,route, From+POut, -",
        "To,           -,     To,        approved",
        "To+PIn,       route, Both,      -",
        "From,         -,     From,      -",
        "From+POut,    -,     From+POut, -",
        "Both,         -,     Both,      -"
    })
    void outboundSubscribed(String before, String route, String after, String approved) {
        Decision decision = SubscriptionRules.outbound(Presence.Type.SUBSCRIBED, state(before));
        assertThat(decision.passedOn()).isEqualTo(route.equals("route"));
        assertThat(decision.next()).isEqualTo(state(after).withApproved(approved.equals("approved")));
        assertThat(decision.sight()).isEqualTo(decision.passedOn() ? Sight.BEGINS : Sight.AS_BEFORE);
        assertThat(decision.granted()).isFalse();
    }

    @ParameterizedTest(name = "A.2.4 unsubscribed out: {0}")
    @CsvSource({
        "None,         -,     None,      AS_BEFORE",
        "None+POut,    -,     None+POut, AS_BEFORE",
        "None+PIn,     route, None,      AS_BEFORE",
        "None+POut+PIn,route, None+POut, AS_BEFORE",
        "To,           -,     To,        AS_BEFORE",
        "To+PIn,       route, To,        AS_BEFORE",
        "From,         route, None,      ENDS",
        "From+POut,    route, None+POut, ENDS",
        "Both,         route, To,        ENDS"
    })
    void outboundUnsubscribed(String before, String route, String after, Sight sight) {
        Decision decision = outbound(Presence.Type.UNSUBSCRIBED, before, route, after);
        assertThat(decision.sight()).isEqualTo(sight);
    }

    private static Decision outbound(Presence.Type type, String before, String route, String after) {
        Decision decision = SubscriptionRules.outbound(type, state(before));
        assertThat(decision.passedOn()).as(decision.reason()).isEqualTo(route.equals("route"));
        assertThat(decision.next()).as(decision.reason()).isEqualTo(state(after));
        assertThat(decision.granted()).isFalse();
        return decision;
    }

    @ParameterizedTest(name = "A.3.1 subscribe in: {0}")
    @CsvSource({
        "None,         deliver, None+PIn",
        "None+POut,    deliver, None+POut+PIn",
        "None+PIn,     -,       None+PIn",
        "None+POut+PIn,-,       None+POut+PIn",
        "To,           deliver, To+PIn",
        "To+PIn,       -,       To+PIn",
        "From,         granted, From",
        "From+POut,    granted, From+POut",
        "Both,         granted, Both"
    })
    void inboundSubscribe(String before, String what, String after) {
        Decision decision = SubscriptionRules.inbound(Presence.Type.SUBSCRIBE, state(before));
        assertThat(decision.passedOn()).isEqualTo(what.equals("deliver"));
        assertThat(decision.granted()).isEqualTo(what.equals("granted"));
        assertThat(decision.next()).isEqualTo(state(after));
    }

    @ParameterizedTest(name = "A.3.1 subscribe in after approval: {0}")
    @CsvSource({"None, From", "None+POut, From+POut", "To, Both"})
    void inboundSubscribeWhenApproved(String before, String after) {
        Decision decision =
                SubscriptionRules.inbound(Presence.Type.SUBSCRIBE, state(before).withApproved(true));
        assertThat(decision.passedOn()).isFalse();
        assertThat(decision.granted()).isTrue();
        assertThat(decision.sight()).isEqualTo(Sight.BEGINS);
        assertThat(decision.next()).isEqualTo(state(after).withApproved(true));
    }

    @ParameterizedTest(name = "A.3.2 unsubscribe in: {0}")
    @CsvSource({
        "None,         -,       None,      AS_BEFORE",
        "None+POut,    -,       None+POut, AS_BEFORE",
        "None+PIn,     deliver, None,      AS_BEFORE",
        "None+POut+PIn,deliver, None+POut, AS_BEFORE",
        "To,           -,       To,        AS_BEFORE",
        "To+PIn,       deliver, To,        AS_BEFORE",
        "From,         deliver, None,      ENDS",
        "From+POut,    deliver, None+POut, ENDS",
        "Both,         deliver, To,        ENDS"
    })
    void inboundUnsubscribe(String before, String deliver, String after, Sight sight) {
        assertThat(inbound(Presence.Type.UNSUBSCRIBE, before, deliver, after).sight())
                .isEqualTo(sight);
    }

    @ParameterizedTest(name = "A.3.3 subscribed in: {0}")
    @CsvSource({
        "None,         -,       None",
        "None+POut,    deliver, To",
        "None+PIn,     -,       None+PIn",
        "None+POut+PIn,deliver, To+PIn",
        "To,           -,       To",
        "To+PIn,       -,       To+PIn",
        "From,         -,       From",
        "From+POut,    deliver, Both",
        "Both,         -,       Both"
    })
    void inboundSubscribed(String before, String deliver, String after) {
        assertThat(inbound(Presence.Type.SUBSCRIBED, before, deliver, after).sight())
                .isEqualTo(Sight.AS_BEFORE);
    }

    @ParameterizedTest(name = "A.3.4 unsubscribed in: {0}")
    @CsvSource({
        "None,         -,       None",
        "None+POut,    deliver, None",
        "None+PIn,     -,       None+PIn",
        "None+POut+PIn,deliver, None+PIn",
        "To,           deliver, None",
        "To+PIn,       deliver, None+PIn",
        "From,         -,       From",
        "From+POut,    deliver, From",
        "Both,         deliver, From"
    })
    void inboundUnsubscribed(String before, String deliver, String after) {
        assertThat(inbound(Presence.Type.UNSUBSCRIBED, before, deliver, after).sight())
                .isEqualTo(Sight.AS_BEFORE);
    }

    private static Decision inbound(Presence.Type type, String before, String deliver, String after) {
        Decision decision = SubscriptionRules.inbound(type, state(before));
        assertThat(decision.passedOn()).as(decision.reason()).isEqualTo(deliver.equals("deliver"));
        assertThat(decision.next()).as(decision.reason()).isEqualTo(state(after));
        assertThat(decision.granted()).isFalse();
        return decision;
    }

    /** RFC 6121 §3.4.2. */
    @Test
    void anApprovalIsTakenBackWithUnsubscribed() {
        Decision decision =
                SubscriptionRules.outbound(Presence.Type.UNSUBSCRIBED, Subscription.NONE.withApproved(true));
        assertThat(decision.passedOn()).isFalse();
        assertThat(decision.next()).isEqualTo(Subscription.NONE);
    }

    @ParameterizedTest
    @EnumSource(names = {"AVAILABLE", "UNAVAILABLE", "PROBE", "ERROR"})
    void otherPresenceIsNoneOfItsBusiness(Presence.Type type) {
        org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
                .isThrownBy(() -> SubscriptionRules.inbound(type, Subscription.NONE));
    }
}
