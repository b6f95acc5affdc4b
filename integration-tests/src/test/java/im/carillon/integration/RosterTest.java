package im.carillon.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Objects;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.roster.Roster;
import org.jivesoftware.smack.roster.RosterEntry;
import org.jivesoftware.smack.roster.RosterGroup;
import org.jivesoftware.smack.roster.packet.RosterPacket.ItemType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** RFC 6121 §2 to §4: contacts, subscriptions, presence. */
final class RosterTest {

    @RegisterExtension
    static final CarillonServer SERVER = new CarillonServer();

    private Account romeosAccount = SERVER.account("romeo");
    private Account julietsAccount = SERVER.account("juliet");
    private SmackClient romeo = SERVER.online(romeosAccount);
    private SmackClient juliet = SERVER.online(julietsAccount);

    @BeforeEach
    void everybodySaysYes() {
        romeo.roster().setSubscriptionMode(Roster.SubscriptionMode.accept_all);
        juliet.roster().setSubscriptionMode(Roster.SubscriptionMode.accept_all);
    }

    @Test
    void aContactIsKeptWithNameAndGroups() throws Exception {
        romeo.roster().createItem(juliet.address(), "Juliet", new String[] {"Verona", "Friends"});
        romeo.close();

        SmackClient later = SERVER.online(romeosAccount);

        await().atMost(SmackClient.PATIENCE).untilAsserted(() -> {
            RosterEntry entry = Objects.requireNonNull(later.roster().getEntry(julietsAccount.address()));
            assertThat(entry.getName()).isEqualTo("Juliet");
            assertThat(entry.getGroups())
                    .extracting(RosterGroup::getName)
                    .containsExactlyInAnyOrder("Verona", "Friends");
            assertThat(entry.getType()).isEqualTo(ItemType.none);
        });
    }

    @Test
    void twoPeopleSubscribeToEachOtherAndSeePresence() throws Exception {
        befriend();

        juliet.connection()
                .sendStanza(juliet.connection()
                        .getStanzaFactory()
                        .buildPresenceStanza()
                        .setMode(Presence.Mode.away)
                        .setStatus("at the balcony")
                        .build());

        await().atMost(SmackClient.PATIENCE).untilAsserted(() -> {
            Presence seen = romeo.roster().getPresence(julietsAccount.address());
            assertThat(seen.getMode()).isEqualTo(Presence.Mode.away);
            assertThat(seen.getStatus()).isEqualTo("at the balcony");
        });
    }

    @Test
    void whoLeavesIsSeenToLeaveAndWhoComesBackToComeBack() throws Exception {
        befriend();

        juliet.close();
        await().atMost(SmackClient.PATIENCE)
                .until(() ->
                        !romeo.roster().getPresence(julietsAccount.address()).isAvailable());

        SERVER.online(julietsAccount);
        await().atMost(SmackClient.PATIENCE)
                .until(() ->
                        romeo.roster().getPresence(julietsAccount.address()).isAvailable());
    }

    @Test
    void aRequestIsDeclined() throws Exception {
        juliet.roster().setSubscriptionMode(Roster.SubscriptionMode.reject_all);

        romeo.roster().createItemAndRequestSubscription(julietsAccount.address(), "Juliet", new String[0]);

        await().atMost(SmackClient.PATIENCE).untilAsserted(() -> {
            RosterEntry entry = Objects.requireNonNull(romeo.roster().getEntry(julietsAccount.address()));
            assertThat(entry.getType()).isEqualTo(ItemType.none);
            assertThat(entry.isSubscriptionPending()).isFalse();
        });
        assertThat(romeo.roster().getPresence(julietsAccount.address()).isAvailable())
                .isFalse();
    }

    @Test
    void aContactThatIsRemovedSeesAndShowsNothingAnymore() throws Exception {
        befriend();

        romeo.roster().removeEntry(Objects.requireNonNull(romeo.roster().getEntry(julietsAccount.address())));

        await().atMost(SmackClient.PATIENCE).until(() -> !romeo.roster().contains(julietsAccount.address()));
        await().atMost(SmackClient.PATIENCE)
                .until(() ->
                        !juliet.roster().getPresence(romeosAccount.address()).isAvailable());
        await().atMost(SmackClient.PATIENCE).until(() -> !juliet.roster().iAmSubscribedTo(romeosAccount.address()));
    }

    private void befriend() throws Exception {
        romeo.roster().createItemAndRequestSubscription(julietsAccount.address(), "Juliet", new String[0]);
        await().atMost(SmackClient.PATIENCE).until(() -> romeo.roster().iAmSubscribedTo(julietsAccount.address()));
        juliet.roster().sendSubscriptionRequest(romeosAccount.address());
        await().atMost(SmackClient.PATIENCE).until(() -> juliet.roster().iAmSubscribedTo(romeosAccount.address()));
        await().atMost(SmackClient.PATIENCE)
                .until(() -> romeo.roster()
                                .getPresence(julietsAccount.address())
                                .isAvailable()
                        && juliet.roster().getPresence(romeosAccount.address()).isAvailable());
    }
}
