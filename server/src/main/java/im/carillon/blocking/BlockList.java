package im.carillon.blocking;

import im.carillon.jid.BareJid;
import im.carillon.jid.InvalidJidException;
import im.carillon.jid.Jid;
import java.util.Collection;
import java.util.Set;

/** Whom one account has blocked. Immutable. */
final class BlockList {

    static final BlockList EMPTY = new BlockList(Set.of());

    private final Set<Jid> entries;

    private BlockList(Set<Jid> entries) {
        this.entries = entries;
    }

    static BlockList of(Collection<Jid> entries) {
        return entries.isEmpty() ? EMPTY : new BlockList(Set.copyOf(entries));
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** In the order of their text. */
    Collection<Jid> entries() {
        return entries.stream()
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .toList();
    }

    /** XEP-0191 §5: the resource, the account, the domain with the resource, the domain. */
    boolean matches(Jid contact) {
        if (entries.isEmpty()) {
            return false;
        }
        BareJid bare = contact.bare();
        if (entries.contains(contact) || entries.contains(bare)) {
            return true;
        }
        return !bare.isDomain() && matchesDomain(BareJid.of(bare.domain()), contact);
    }

    private boolean matchesDomain(BareJid domain, Jid contact) {
        return entries.contains(domain)
                || contact.resource().isPresent()
                        && entries.contains(
                                withResource(domain, contact.resource().get()));
    }

    private static Jid withResource(BareJid domain, String resource) {
        try {
            return domain.withResource(resource);
        } catch (InvalidJidException e) {
            throw new IllegalStateException("a resource of one address is one of every address", e);
        }
    }
}
