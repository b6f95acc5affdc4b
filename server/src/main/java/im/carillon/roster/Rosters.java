package im.carillon.roster;

import im.carillon.jid.BareJid;
import im.carillon.routing.ContactListener;
import im.carillon.stanza.Presence;
import im.carillon.stanza.Stanza;
import im.carillon.stanza.StanzaError;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.Database;
import im.carillon.storage.StorageException;
import im.carillon.xml.XmlException;
import im.carillon.xml.XmlLimits;
import im.carillon.xml.XmlParser;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rosters of local accounts: kept in the database, read from memory, changed one item at a time. */
@Singleton
public final class Rosters {

    private static final Logger LOG = LoggerFactory.getLogger(Rosters.class);
    private static final XmlLimits STORED = new XmlLimits(Integer.MAX_VALUE, 1_000, 1_000, 10_000);

    private final Database database;
    private final RosterStore store;
    private final RosterCache cache;
    private final RosterPushes pushes;
    private final Provider<Set<ContactListener>> listeners;
    private final XmlParser parser = new XmlParser(STORED);

    /** What became of an edit in its transaction. */
    private sealed interface Attempt<D> {
        record Done<D>(RosterChange<D> change) implements Attempt<D> {}

        record Refused<D>(StanzaError error) implements Attempt<D> {}
    }

    @Inject
    Rosters(
            Database database,
            RosterStore store,
            RosterCache cache,
            RosterPushes pushes,
            Provider<Set<ContactListener>> listeners) {
        this.listeners = listeners;
        this.database = database;
        this.store = store;
        this.cache = cache;
        this.pushes = pushes;
    }

    /** The roster as it is now; blocks on the database when it has not been used for a while. */
    public Roster of(BareJid account) {
        return cache.get(account, this::load);
    }

    private Roster load(BareJid account) {
        return database.read(handle -> store.load(handle, account));
    }

    /** The roster itself, when an account may have been made since it was asked for last. */
    Roster ofExisting(BareJid account) {
        Roster known = of(account);
        if (known.isOfAccount()) {
            return known;
        }
        cache.forget(account);
        return of(account);
    }

    /** What changed since a version, unless too much did. */
    Optional<RosterStore.Difference> since(BareJid account, RosterVersion known) {
        return database.read(handle -> store.since(handle, account, known));
    }

    /**
     * Changes one item and returns when that is durable. Sessions that asked for the roster are told
     * in the order in which changes were committed.
     *
     * @param beforePush what goes out right before the pushes; must not block
     * @throws StanzaException {@code item-not-found} when there is no such account, or what a full
     *     roster is answered with
     */
    public <D> RosterChange<D> edit(
            BareJid account, BareJid contact, RosterEdit<D> edit, Consumer<RosterChange<D>> beforePush)
            throws StanzaException {
        Roster known = of(account);
        if (known.isOfAccount()) {
            RosterItem item = known.item(contact);
            RosterEdit.Outcome<D> trial = edit.apply(item);
            if (trial.item().equals(item)) {
                return new RosterChange<>(account, known.version(), item, item, false, trial.decision());
            }
        }
        Attempt<D> attempt = database.write(handle -> attempt(handle, account, contact, edit), a -> {
            if (a instanceof Attempt.Done<D>(RosterChange<D> change)) {
                committed(change, beforePush);
            }
        });
        return switch (attempt) {
            case Attempt.Done<D>(RosterChange<D> change) -> change;
            case Attempt.Refused<D>(StanzaError error) -> throw new StanzaException(error);
        };
    }

    private <D> Attempt<D> attempt(org.jdbi.v3.core.Handle handle, BareJid account, BareJid contact, RosterEdit<D> edit)
            throws Exception {
        try {
            return new Attempt.Done<>(store.edit(handle, account, contact, edit));
        } catch (StanzaException e) {
            return new Attempt.Refused<>(e.error());
        }
    }

    private <D> void committed(RosterChange<D> change, Consumer<RosterChange<D>> beforePush) {
        if (change.changed()) {
            cache.apply(change);
        }
        beforePush.accept(change);
        if (change.isVisible()) {
            pushes.push(change);
        }
        if (change.changed()) {
            tell(change.account(), change.before(), change.after());
        }
    }

    private void tell(BareJid account, RosterItem before, RosterItem after) {
        ContactListener.Tie was = tie(before);
        ContactListener.Tie now = tie(after);
        if (!was.equals(now)) {
            listeners.get().forEach(listener -> listener.tieChanged(account, after.contact(), was, now));
        }
    }

    private static ContactListener.Tie tie(RosterItem item) {
        return new ContactListener.Tie(item.subscription().from(), new HashSet<>(item.groups()));
    }

    /** The requests that wait for an account's answer; blocks on the database. */
    public List<Presence> requests(BareJid account) {
        List<Presence> requests = new ArrayList<>();
        for (byte[] stored : database.read(handle -> store.requestStanzas(handle, account))) {
            try {
                if (Stanza.of(parser.parse(stored)) instanceof Presence request) {
                    requests.add(request);
                }
            } catch (XmlException | StanzaException e) {
                LOG.error("a stored request to {} cannot be read: {}", account, e.getMessage());
            } catch (IllegalArgumentException e) {
                throw new StorageException("a stored request to " + account + " is no stanza", e);
            }
        }
        return requests;
    }

    /** The accounts here that have an address in their roster or were asked by it; a long query. */
    List<BareJid> whoKnow(BareJid contact) {
        return database.read(handle -> store.whoKnow(handle, contact));
    }

    /** An account has been deleted. */
    void forget(BareJid account) {
        cache.forget(account);
    }
}
