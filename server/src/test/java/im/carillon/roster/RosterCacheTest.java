package im.carillon.roster;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.jid.BareJid;
import java.util.List;
import org.junit.jupiter.api.Test;

class RosterCacheTest {

    private static final BareJid JULIET = BareJid.of("juliet@example.com");
    private static final BareJid ROMEO = BareJid.of("romeo@example.net");

    private final RosterCache cache = new RosterCache();

    private static Roster roster(long version, RosterItem... items) {
        return new Roster(JULIET, new RosterVersion(1, version), List.of(items));
    }

    private static RosterChange<String> change(long version, String name) {
        RosterItem before = RosterItem.unknown(ROMEO);
        RosterItem after = before.described(name, List.of()).withVersion(version);
        return new RosterChange<>(JULIET, new RosterVersion(1, version), before, after, true, "");
    }

    private Roster loaded() {
        return cache.get(JULIET, account -> {
            throw new AssertionError("this should be known");
        });
    }

    @Test
    void aRosterIsLoadedOnce() {
        Roster roster = roster(1);
        cache.get(JULIET, account -> roster);
        assertThat(loaded()).isSameAs(roster);
    }

    @Test
    void theNextChangeIsApplied() {
        cache.get(JULIET, account -> roster(1));
        cache.apply(change(2, "Romeo"));
        assertThat(loaded().item(ROMEO).name()).isEqualTo("Romeo");
        assertThat(loaded().version().number()).isEqualTo(2);
    }

    @Test
    void aGapLeadsToANewLoad() {
        cache.get(JULIET, account -> roster(1));
        cache.apply(change(3, "Romeo"));
        assertThat(cache.get(JULIET, account -> roster(3)).version().number()).isEqualTo(3);
    }

    @Test
    void aLoadThatAChangeOvertookIsNotKept() {
        cache.get(JULIET, account -> {
            cache.apply(change(2, "Romeo"));
            return roster(1);
        });
        assertThat(cache.get(JULIET, account -> roster(2)).version().number()).isEqualTo(2);
    }
}
