package im.carillon.muc.state;

import im.carillon.jid.BareJid;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lists of a room. Guarded by its room. */
final class Affiliations {

    private final Map<String, Affiliated> byAddress = new HashMap<>();
    private final Map<String, Affiliated> byNick = new HashMap<>();
    private long version;

    Affiliations(Collection<Affiliated> stored) {
        stored.forEach(this::put);
    }

    Affiliation of(BareJid account) {
        Affiliated own = byAddress.get(account.toString());
        if (own != null) {
            return own.affiliation();
        }
        Affiliated domain = byAddress.get(account.domain());
        return domain == null ? Affiliation.NONE : domain.affiliation();
    }

    Optional<Affiliated> find(BareJid account) {
        return Optional.ofNullable(byAddress.get(account.toString()));
    }

    List<Affiliated> all(Affiliation affiliation) {
        return byAddress.values().stream()
                .filter(each -> each.affiliation() == affiliation)
                .sorted((a, b) -> a.address().compareTo(b.address()))
                .toList();
    }

    Optional<BareJid> reservedFor(String nick) {
        return Optional.ofNullable(byNick.get(NickKey.of(nick))).map(Affiliated::address);
    }

    /** Another number whenever something has changed. */
    long version() {
        return version;
    }

    void put(Affiliated changed) {
        version++;
        String address = changed.address().toString();
        Affiliated old = byAddress.remove(address);
        if (old != null) {
            old.nick().map(NickKey::of).ifPresent(byNick::remove);
        }
        if (changed.affiliation() != Affiliation.NONE) {
            byAddress.put(address, changed);
            changed.nick().map(NickKey::of).ifPresent(nick -> byNick.put(nick, changed));
        }
    }
}
