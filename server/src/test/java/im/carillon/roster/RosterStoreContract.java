package im.carillon.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.carillon.jid.BareJid;
import im.carillon.stanza.Presence;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.Database;
import im.carillon.xml.XmlElement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What rosters are in any database. */
abstract class RosterStoreContract {

    private static final AtomicInteger ACCOUNTS = new AtomicInteger();
    private static final BareJid ROMEO = BareJid.of("romeo@example.net");
    private static final BareJid NURSE = BareJid.of("nurse@example.net");

    private final RosterStore store = new RosterStore();
    private BareJid account = BareJid.of("replaced@example.com");

    abstract Database database();

    @BeforeEach
    void makeAccount() {
        account = BareJid.of("juliet" + ACCOUNTS.incrementAndGet() + "@example.com");
        database()
                .write(handle -> handle.createUpdate(
                                "INSERT INTO account (localpart, host, created) VALUES (:local, 'example.com', 1234567)")
                        .bind("local", account.local())
                        .execute());
    }

    private RosterChange<String> edit(BareJid contact, RosterEdit<String> edit) {
        return database().write(handle -> store.edit(handle, account, contact, edit));
    }

    private RosterChange<String> put(BareJid contact, String name, String... groups) {
        return edit(
                contact,
                item -> new RosterEdit.Outcome<>(item.described(name, List.of(groups)), Optional.empty(), "put"));
    }

    private RosterChange<String> become(BareJid contact, Subscription subscription) {
        XmlElement request = Presence.of(Presence.Type.SUBSCRIBE, contact, account)
                .element()
                .withChild(XmlElement.of("jabber:client", "status", "it is the east"));
        return edit(
                contact,
                item -> new RosterEdit.Outcome<>(item.withSubscription(subscription), Optional.of(request), "become"));
    }

    private RosterChange<String> remove(BareJid contact) {
        return edit(contact, item -> new RosterEdit.Outcome<>(item.removed(), Optional.empty(), "remove"));
    }

    private Roster load() {
        return database().read(handle -> store.load(handle, account));
    }

    private Optional<RosterStore.Difference> since(RosterVersion version) {
        return database().read(handle -> store.since(handle, account, version));
    }

    private List<BareJid> whoKnow(BareJid contact) {
        return database().read(handle -> store.whoKnow(handle, contact));
    }

    @Test
    void aNewAccountHasAnEmptyRoster() {
        assertThat(load().listed()).isEmpty();
        assertThat(load().isOfAccount()).isTrue();
        assertThat(load().version()).isEqualTo(new RosterVersion(1234567, 0));
    }

    @Test
    void whoIsNoAccountHasNoRoster() {
        BareJid nobody = BareJid.of("nobody@example.com");
        Roster roster = database().read(handle -> store.load(handle, nobody));
        assertThat(roster.isOfAccount()).isFalse();
        assertThatThrownBy(() -> database().read(handle -> {
                    try {
                        return store.edit(
                                handle, nobody, ROMEO, item -> new RosterEdit.Outcome<>(item, Optional.empty(), ""));
                    } catch (StanzaException e) {
                        throw new IllegalStateException(e.error().condition().wire());
                    }
                }))
                .hasMessageContaining("item-not-found");
    }

    @Test
    void anItemComesBackAsItWasPut() {
        put(ROMEO, "Ро́мео", "Friends, & more", "Montague\nfamily");
        RosterItem item = load().item(ROMEO);
        assertThat(item.name()).isEqualTo("Ро́мео");
        assertThat(item.groups()).containsExactly("Friends, & more", "Montague\nfamily");
        assertThat(item.subscription()).isEqualTo(Subscription.NONE);
        assertThat(item.listed()).isTrue();
    }

    @Test
    void everyStateOfASubscriptionIsKept() {
        for (int bits = 0; bits < 32; bits++) {
            Subscription state = new Subscription(
                    (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0, (bits & 16) != 0);
            become(ROMEO, state);
            assertThat(load().item(ROMEO).subscription()).isEqualTo(state);
        }
    }

    @Test
    void aRequestAloneIsNotListed() {
        become(ROMEO, Subscription.NONE.withPendingIn());
        assertThat(load().listed()).isEmpty();
        assertThat(load().hasRequests()).isTrue();
        assertThat(load().item(ROMEO).subscription().pendingIn()).isTrue();
        List<byte[]> stored = database().read(handle -> store.requestStanzas(handle, account));
        assertThat(stored).hasSize(1);
        assertThat(new String(stored.getFirst(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("it is the east");
        become(ROMEO, Subscription.NONE);
        assertThat(load().hasRequests()).isFalse();
    }

    @Test
    void aHugeRequestIsKeptWithoutItsContent() {
        XmlElement request = Presence.of(Presence.Type.SUBSCRIBE, ROMEO, account)
                .element()
                .withChild(XmlElement.of("jabber:client", "status", "x".repeat(20_000)));
        edit(
                ROMEO,
                item -> new RosterEdit.Outcome<>(
                        item.withSubscription(Subscription.NONE.withPendingIn()), Optional.of(request), ""));
        List<byte[]> stored = database().read(handle -> store.requestStanzas(handle, account));
        assertThat(stored.getFirst().length).isLessThan(1_000);
    }

    @Test
    void anEditThatChangesNothingMakesNoVersion() {
        put(ROMEO, "Romeo");
        RosterChange<String> change = edit(ROMEO, item -> new RosterEdit.Outcome<>(item, Optional.empty(), "nothing"));
        assertThat(change.changed()).isFalse();
        assertThat(change.version().number()).isEqualTo(1);
    }

    @Test
    void theDifferenceHoldsWhatChangedAndWhatWasRemoved() {
        RosterVersion first = put(ROMEO, "Romeo").version();
        RosterVersion second = put(NURSE, "Nurse").version();
        RosterVersion third = remove(ROMEO).version();

        assertThat(load().listed()).extracting(RosterItem::contact).containsExactly(NURSE);
        assertThat(since(third).orElseThrow().items()).isEmpty();
        assertThat(since(second).orElseThrow().items())
                .extracting(item -> item.toElement().attributeOr("subscription", ""))
                .containsExactly("remove");
        assertThat(since(first).orElseThrow().items())
                .extracting(RosterItem::contact)
                .containsExactly(NURSE, ROMEO);
        assertThat(since(first).orElseThrow().version()).isEqualTo(third);
    }

    @Test
    void versionsOfOthersAndOfTheFutureAreNotKnown() {
        put(ROMEO, "Romeo");
        assertThat(since(new RosterVersion(7, 1))).isEmpty();
        assertThat(since(new RosterVersion(1234567, 2))).isEmpty();
    }

    @Test
    void oldRemovalsAreForgotten() {
        for (int i = 0; i <= RosterLimits.REMOVALS; i++) {
            BareJid contact = BareJid.of("c" + i + "@example.net");
            put(contact, "");
            remove(contact);
        }
        assertThat(since(new RosterVersion(1234567, 2))).isEmpty();
        RosterVersion now = load().version();
        assertThat(since(new RosterVersion(now.epoch(), now.number() - 10))).isPresent();
    }

    @Test
    void whoKnowsAContactIsFound() {
        become(ROMEO, new Subscription(true, false, false, false, false));
        become(NURSE, Subscription.NONE.withPendingIn());
        assertThat(whoKnow(ROMEO)).contains(account);
        assertThat(whoKnow(NURSE)).contains(account);
        remove(ROMEO);
        assertThat(whoKnow(ROMEO)).doesNotContain(account);
    }

    private int fill(String table, String columns, String values, int count) {
        return database().write(handle -> {
            PreparedBatch batch = handle.prepareBatch("INSERT INTO " + table + " (account_id, contact, " + columns
                    + ") SELECT id, :contact, " + values + " FROM account WHERE localpart = :local");
            for (int i = 0; i < count; i++) {
                batch.bind("contact", "c" + i + "@example.net")
                        .bind("local", account.local())
                        .add();
            }
            return batch.execute().length;
        });
    }

    private String refusal(RosterEdit<String> edit) {
        return database().write(handle -> {
            try {
                return "none, version "
                        + store.edit(handle, account, ROMEO, edit).version().number();
            } catch (StanzaException e) {
                return e.error().condition().wire();
            }
        });
    }

    /** RFC 6121 §2.3.3 answers what is more than the server takes in this way. */
    @Test
    void aFullRosterTakesNoMore() {
        fill("roster_item", "subscription, version", "'none', 0", RosterLimits.ITEMS);
        assertThat(refusal(item -> new RosterEdit.Outcome<>(item.described("Romeo", List.of()), Optional.empty(), "")))
                .isEqualTo("not-acceptable");
        remove(BareJid.of("c0@example.net"));
        assertThat(put(ROMEO, "Romeo").changed()).isTrue();
    }

    @Test
    void tooManyRequestsAreNotTaken() {
        fill("subscription_request", "stanza", "''", RosterLimits.REQUESTS);
        XmlElement request =
                Presence.of(Presence.Type.SUBSCRIBE, ROMEO, account).element();
        assertThat(refusal(item -> new RosterEdit.Outcome<>(
                        item.withSubscription(Subscription.NONE.withPendingIn()), Optional.of(request), "")))
                .isEqualTo("resource-constraint");
    }
}
