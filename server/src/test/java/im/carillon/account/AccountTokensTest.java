package im.carillon.account;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.account.AccountStore.NewAccount;
import im.carillon.jid.BareJid;
import im.carillon.sasl.FastToken;
import im.carillon.sasl.FastTokenSlots;
import im.carillon.sasl.FastTokenStore.Changed;
import im.carillon.storage.Database;
import im.carillon.testkit.BothDatabases;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every store of tokens has to do. */
@ExtendWith(BothDatabases.class)
class AccountTokensTest {

    private static final BareJid JULIET = BareJid.of("juliet@example.org");
    private static final BareJid ROMEO = BareJid.of("romeo@example.org");
    private static final Instant START = Instant.EPOCH;

    @TestTemplate
    void keepsBothSlotsOfAClient(Database database) {
        AccountTokens tokens = tokens(database);
        FastTokenSlots slots = new FastTokenSlots(Optional.of(token("one", 1, 7)), Optional.of(token("two", 2, -1)));
        put(tokens, JULIET, "phone", slots);

        assertThat(tokens.read(JULIET, "phone")).isEqualTo(slots);
        assertThat(tokens.read(JULIET, "laptop").isEmpty()).isTrue();
        assertThat(tokens.read(ROMEO, "phone").isEmpty()).isTrue();
    }

    @TestTemplate
    void anUpdateSeesWhatIsThereAndAnswers(Database database) {
        AccountTokens tokens = tokens(database);
        put(tokens, JULIET, "phone", slots(token("one", 1, 7)));

        long seen = tokens.update(JULIET, "phone", slots -> {
            FastToken token = slots.current().orElseThrow();
            return new Changed<>(slots(token("one", 1, token.count() + 1)), token.count());
        });

        assertThat(seen).isEqualTo(7);
        assertThat(tokens.read(JULIET, "phone").current().orElseThrow().count()).isEqualTo(8);
        put(tokens, JULIET, "phone", FastTokenSlots.empty());
        assertThat(tokens.read(JULIET, "phone").isEmpty()).isTrue();
    }

    @TestTemplate
    void oneOfTwoUpdatesAtOnceIsSecond(Database database) throws InterruptedException {
        AccountTokens tokens = tokens(database);
        put(tokens, JULIET, "phone", slots(token("one", 1, 0)));
        CountDownLatch done = new CountDownLatch(20);
        for (int i = 0; i < 20; i++) {
            Thread.ofVirtual().start(() -> {
                tokens.update(JULIET, "phone", slots -> {
                    FastToken token = slots.current().orElseThrow();
                    return new Changed<>(slots(token("one", 1, token.count() + 1)), 0);
                });
                done.countDown();
            });
        }
        done.await();
        assertThat(tokens.read(JULIET, "phone").current().orElseThrow().count()).isEqualTo(20);
    }

    @TestTemplate
    void aClientIsForgotten(Database database) {
        AccountTokens tokens = tokens(database);
        put(tokens, JULIET, "phone", slots(token("one", 1, 0)));
        put(tokens, JULIET, "laptop", slots(token("two", 1, 0)));
        put(tokens, ROMEO, "phone", slots(token("three", 1, 0)));

        tokens.forget(JULIET, "phone");

        assertThat(tokens.read(JULIET, "phone").isEmpty()).isTrue();
        assertThat(tokens.read(JULIET, "laptop").isEmpty()).isFalse();
        assertThat(tokens.read(ROMEO, "phone").isEmpty()).isFalse();
    }

    @TestTemplate
    void theClientThatExpiresFirstMakesRoom(Database database) {
        AccountTokens tokens = tokens(database);
        put(tokens, ROMEO, "old", slots(token("r", 0, 0)));
        IntStream.rangeClosed(1, 33).forEach(i -> put(tokens, JULIET, "client" + i, slots(token("t" + i, 100 - i, 0))));

        assertThat(tokens.read(JULIET, "client33").isEmpty()).isTrue();
        assertThat(tokens.read(JULIET, "client32").isEmpty()).isFalse();
        assertThat(tokens.read(JULIET, "client1").isEmpty()).isFalse();
        assertThat(tokens.read(ROMEO, "old").isEmpty()).isFalse();
    }

    @TestTemplate
    void whatEndsLoginsEndsTokens(Database database) {
        AccountStore accounts = new AccountStore(database);
        AccountTokens tokens = tokens(database);
        long juliet = accounts.find(JULIET).orElseThrow().id();

        put(tokens, JULIET, "phone", slots(token("one", 1, 0)));
        accounts.replaceKeys(juliet, Map.of());
        assertThat(tokens.read(JULIET, "phone").isEmpty()).isTrue();

        put(tokens, JULIET, "phone", slots(token("two", 1, 0)));
        accounts.setEnabled(juliet, false);
        put(tokens, JULIET, "laptop", slots(token("too late", 1, 0)));
        accounts.setEnabled(juliet, true);
        assertThat(tokens.read(JULIET, "phone").isEmpty()).isTrue();
        assertThat(tokens.read(JULIET, "laptop").isEmpty()).isTrue();

        put(tokens, JULIET, "phone", slots(token("three", 1, 0)));
        accounts.delete(juliet);
        put(tokens, JULIET, "phone", slots(token("too late", 1, 0)));
        assertThat(tokens.read(JULIET, "phone").isEmpty()).isTrue();
    }

    private static AccountTokens tokens(Database database) {
        new AccountStore(database)
                .create(List.of(new NewAccount(JULIET, Map.of()), new NewAccount(ROMEO, Map.of())), START);
        return new AccountTokens(database);
    }

    private static void put(AccountTokens tokens, BareJid account, String client, FastTokenSlots slots) {
        tokens.update(account, client, before -> new Changed<>(slots, 0));
    }

    private static FastTokenSlots slots(FastToken current) {
        return new FastTokenSlots(Optional.of(current), Optional.empty());
    }

    private static FastToken token(String id, int days, long count) {
        return new FastToken("HT-SHA-256-NONE", id, START, START.plus(days, ChronoUnit.DAYS), count);
    }
}
