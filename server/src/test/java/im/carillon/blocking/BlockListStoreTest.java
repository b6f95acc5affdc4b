package im.carillon.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.blocking.BlockListStore.Refusal;
import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.storage.Database;
import im.carillon.testkit.DatabaseTest;
import im.carillon.testkit.StoredAccounts;
import java.util.List;
import java.util.stream.IntStream;

class BlockListStoreTest {

    private static final Jid ROMEO = Jid.of("romeo@montague.example");
    private static final Jid PHONE = Jid.of("romeo@montague.example/phone");
    private static final Jid DOMAIN = Jid.of("shakespeare.example");

    @DatabaseTest
    void tellsWhatHasChanged(Database database) {
        BlockListStore store = new BlockListStore(database);
        BareJid juliet = StoredAccounts.add(database, "juliet@example.org");
        assertThat(store.load(juliet).isEmpty()).isTrue();
        assertThat(store.add(juliet, List.of(ROMEO, PHONE, ROMEO)).changed()).containsExactly(ROMEO, PHONE);
        assertThat(store.add(juliet, List.of(PHONE, DOMAIN)).changed()).containsExactly(DOMAIN);
        assertThat(store.load(juliet).entries()).containsExactlyInAnyOrder(ROMEO, PHONE, DOMAIN);
        assertThat(store.remove(juliet, List.of(PHONE, Jid.of("other@example.net")))
                        .changed())
                .containsExactly(PHONE);
        assertThat(store.clear(juliet).changed()).containsExactlyInAnyOrder(ROMEO, DOMAIN);
        assertThat(store.clear(juliet).changed()).isEmpty();
        assertThat(store.load(juliet).isEmpty()).isTrue();
    }

    @DatabaseTest
    void keepsAccountsApart(Database database) {
        BlockListStore store = new BlockListStore(database);
        BareJid juliet = StoredAccounts.add(database, "juliet@example.org");
        BareJid nurse = StoredAccounts.add(database, "nurse@example.org");
        store.add(juliet, List.of(ROMEO));
        assertThat(store.load(nurse).isEmpty()).isTrue();
        assertThat(store.remove(nurse, List.of(ROMEO)).changed()).isEmpty();
        assertThat(store.load(juliet).entries()).containsExactly(ROMEO);
    }

    @DatabaseTest
    void refusesGuestsAndEndlessLists(Database database) {
        BlockListStore store = new BlockListStore(database);
        assertThat(store.add(BareJid.of("guest@example.org"), List.of(ROMEO)).refusal())
                .contains(Refusal.NO_ACCOUNT);
        BareJid juliet = StoredAccounts.add(database, "juliet@example.org");
        List<Jid> many = IntStream.rangeClosed(0, BlockListStore.MOST)
                .mapToObj(i -> (Jid) BareJid.of("spam" + i + "@example.net"))
                .toList();
        assertThat(store.add(juliet, many).refusal()).contains(Refusal.TOO_MANY);
        assertThat(store.load(juliet).isEmpty()).isTrue();
    }
}
