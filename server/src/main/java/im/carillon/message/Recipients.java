package im.carillon.message;

import im.carillon.jid.FullJid;
import im.carillon.jid.Jid;
import im.carillon.message.carbons.Carbons;
import im.carillon.session.Session;
import im.carillon.session.SessionRegistry;
import im.carillon.stanza.Message;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which sessions a message goes to (RFC 6121 §8.5.2, §8.5.3), and which get a copy (XEP-0280). */
final class Recipients {

    private final SessionRegistry sessions;
    private final Carbons carbons;

    @Inject
    Recipients(SessionRegistry sessions, Carbons carbons) {
        this.sessions = sessions;
        this.carbons = carbons;
    }

    /** The session here that sends a message, while it is there. */
    Optional<Session> sender(Message message) {
        return message.sender() instanceof FullJid from ? sessions.find(from) : Optional.empty();
    }

    /** Everybody here who gets a message, or a copy of it. */
    Audience audience(Message message) {
        List<Session> direct = of(message);
        return new Audience(direct, carbons.ofReceived(message, direct), carbons.ofSent(message, direct));
    }

    /**
     * All that take messages for a bare address; the one a full address names, or, of a chat, those of the
     * bare one when it is gone (RFC 6121 §8.5.3.2.1).
     */
    private List<Session> of(Message message) {
        Jid to = message.to().orElseThrow();
        if (to instanceof FullJid full) {
            Optional<Session> exact = sessions.find(full);
            if (exact.isPresent()) {
                return List.of(exact.get());
            }
        }
        return switch (message.type()) {
            case CHAT -> available(to);
            case NORMAL, HEADLINE -> to instanceof FullJid ? List.of() : available(to);
            case GROUPCHAT, ERROR -> List.of();
        };
    }

    private List<Session> available(Jid to) {
        List<Session> all = sessions.of(to.bare());
        if (all.size() == 1) {
            return all.getFirst().takesMessages() ? all : List.of();
        }
        List<Session> taking = new ArrayList<>(all.size());
        for (Session session : all) {
            if (session.takesMessages()) {
                taking.add(session);
            }
        }
        return taking;
    }
}
