package im.carillon.roster;

import im.carillon.jid.BareJid;
import im.carillon.routing.Subscriptions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/** What rosters say about who sees whom. */
@Singleton
final class RosterSubscriptions implements Subscriptions {

    private final Rosters rosters;

    @Inject
    RosterSubscriptions(Rosters rosters) {
        this.rosters = rosters;
    }

    @Override
    public boolean isSubscribed(BareJid account, BareJid contact) {
        return account.equals(contact) || rosters.of(account).isSubscriber(contact);
    }

    @Override
    public List<BareJid> subscribers(BareJid account) {
        return rosters.of(account).subscribers();
    }

    @Override
    public List<BareJid> subscribedTo(BareJid account) {
        return rosters.of(account).subscribedTo();
    }

    @Override
    public boolean isContact(BareJid account, BareJid contact) {
        return account.equals(contact) || rosters.of(account).item(contact).listed();
    }

    @Override
    public Set<String> groups(BareJid account, BareJid contact) {
        return Set.copyOf(rosters.of(account).item(contact).groups());
    }
}
