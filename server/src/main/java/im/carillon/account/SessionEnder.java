package im.carillon.account;

import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.session.Session;
import im.carillon.session.SessionRegistry;
import im.carillon.stanza.StreamCondition;
import im.carillon.stanza.StreamException;
import jakarta.inject.Inject;
import java.util.Optional;

/** Ends the sessions of an account whose login is no longer good. */
final class SessionEnder implements AccountListener {

    private final SessionRegistry sessions;

    @Inject
    SessionEnder(SessionRegistry sessions) {
        this.sessions = sessions;
    }

    @Override
    public void changed(BareJid account, Change change, Optional<FullJid> by) {
        String why = switch (change) {
            case PASSWORD_CHANGED -> "the password was changed";
            case DISABLED -> "the account was disabled";
            case DELETED -> "the account was deleted";
        };
        for (Session session : sessions.of(account)) {
            if (by.filter(session.address()::equals).isEmpty()) {
                session.close(new StreamException(StreamCondition.NOT_AUTHORIZED, why));
            }
        }
    }
}
