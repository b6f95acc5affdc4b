package im.carillon.roster;

import im.carillon.account.AccountListener;
import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.routing.Router;
import im.carillon.stanza.Presence;
import im.carillon.storage.UnitOfWork;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * A deleted account ends its subscriptions, so that whoever gets its address later does not see the
 * contacts of the one before.
 */
@Singleton
final class DeletedAccounts implements AccountListener {

    private final Rosters rosters;
    private final Provider<Router> router;

    @Inject
    DeletedAccounts(Rosters rosters, Provider<Router> router) {
        this.rosters = rosters;
        this.router = router;
    }

    @Override
    public void changed(BareJid account, Change change, Optional<FullJid> by) {
        if (change != Change.DELETED) {
            return;
        }
        rosters.forget(account);
        UnitOfWork unit = new UnitOfWork();
        for (BareJid other : rosters.whoKnow(account)) {
            router.get().route(Presence.of(Presence.Type.UNSUBSCRIBE, account, other), unit);
            router.get().route(Presence.of(Presence.Type.UNSUBSCRIBED, account, other), unit);
        }
        unit.finish();
    }
}
