package im.carillon.roster;

import im.carillon.jid.BareJid;
import im.carillon.routing.PresenceControl;
import im.carillon.routing.Router;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Presence;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Consumer;

/** Removes a contact and ends the subscriptions with it (RFC 6121 §2.5.2). */
@Singleton
final class ContactRemoval {

    private final Rosters rosters;
    private final Provider<Router> router;
    private final Provider<PresenceControl> presence;

    @Inject
    ContactRemoval(Rosters rosters, Provider<Router> router, Provider<PresenceControl> presence) {
        this.rosters = rosters;
        this.router = router;
        this.presence = presence;
    }

    void remove(BareJid account, BareJid contact, Consumer<Runnable> afterwards) throws StanzaException {
        RosterItem removed = rosters.edit(
                        account,
                        contact,
                        item -> new RosterEdit.Outcome<>(
                                item.listed() ? item.removed() : item, Optional.empty(), "removed"),
                        change -> {})
                .before();
        if (!removed.listed()) {
            throw new StanzaException(ErrorCondition.ITEM_NOT_FOUND, contact + " is not in the roster");
        }
        UnitOfWork unit = new UnitOfWork();
        Subscription ended = removed.subscription();
        if (ended.to() || ended.pendingOut()) {
            router.get().route(Presence.of(Presence.Type.UNSUBSCRIBE, account, contact), unit);
        }
        if (ended.from()) {
            presence.get().withdraw(account, contact, unit);
            router.get().route(Presence.of(Presence.Type.UNSUBSCRIBED, account, contact), unit);
        }
        afterwards.accept(unit::finish);
    }
}
