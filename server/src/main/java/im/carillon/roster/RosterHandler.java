package im.carillon.roster;

import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.session.Session;
import im.carillon.session.SessionRegistry;
import im.carillon.spi.IqHandler;
import im.carillon.spi.IqKey;
import im.carillon.spi.IqRequest;
import im.carillon.spi.IqTarget;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Iq;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Answers what clients ask about their own roster (RFC 6121 §2.1.3 to §2.6). */
@Singleton
final class RosterHandler implements IqHandler {

    private static final int FEW_PUSHES = 20;

    private final Rosters rosters;
    private final RosterPushes pushes;
    private final ContactRemoval removal;
    private final SessionRegistry sessions;

    @Inject
    RosterHandler(Rosters rosters, RosterPushes pushes, ContactRemoval removal, SessionRegistry sessions) {
        this.rosters = rosters;
        this.pushes = pushes;
        this.removal = removal;
        this.sessions = sessions;
    }

    @Override
    public Set<IqKey> keys() {
        return Set.of(
                new IqKey(IqTarget.ACCOUNT, Iq.Type.GET, RosterItem.NAMESPACE, "query"),
                new IqKey(IqTarget.ACCOUNT, Iq.Type.SET, RosterItem.NAMESPACE, "query"));
    }

    @Override
    public Optional<XmlElement> handle(IqRequest request) throws StanzaException {
        if (!request.isOwn()) {
            throw new StanzaException(ErrorCondition.FORBIDDEN, "a roster is for its owner only");
        }
        if (request.isSet()) {
            change(request);
            return Optional.empty();
        }
        Optional<Session> session = request.from() instanceof FullJid full ? sessions.find(full) : Optional.empty();
        return session.isPresent()
                ? answer(request, session.get())
                : Optional.of(whole(rosters.ofExisting(request.target())));
    }

    private Optional<XmlElement> answer(IqRequest request, Session session) {
        pushes.hold(session);
        try {
            Answer answer = answer(request.target(), request.payload().attribute("ver"));
            request.afterwards().accept(() -> pushes.release(session, answer.version(), answer.difference()));
            remember(session, answer.version());
            return answer.payload();
        } catch (RuntimeException e) {
            pushes.release(session, new RosterVersion(0, 0), List.of());
            throw e;
        }
    }

    /** For a resumption after a restart; only a session that can be resumed stores it. */
    private static void remember(Session session, RosterVersion version) {
        UnitOfWork unit = new UnitOfWork();
        session.put(ResumedRoster.VERSION, version, unit);
        if (unit.needsCommit()) {
            session.enter(unit);
        }
    }

    /**
     * @param payload the roster, or nothing when the client has it already
     * @param difference what the client's version lacks, to be pushed
     */
    private record Answer(Optional<XmlElement> payload, RosterVersion version, List<RosterItem> difference) {}

    /** RFC 6121 §2.6.3. */
    private Answer answer(BareJid account, Optional<String> known) {
        Roster roster = rosters.ofExisting(account);
        Optional<RosterVersion> version = known.flatMap(RosterVersion::parse);
        if (version.isPresent()) {
            if (version.get().equals(roster.version())) {
                return new Answer(Optional.empty(), roster.version(), List.of());
            }
            Optional<RosterStore.Difference> difference =
                    rosters.since(account, version.get()).filter(d -> isWorthwhile(d, roster));
            if (difference.isPresent()) {
                return new Answer(
                        Optional.empty(),
                        difference.get().version(),
                        difference.get().items());
            }
        }
        return new Answer(Optional.of(whole(roster)), roster.version(), List.of());
    }

    /** Many pushes cost more than one roster. */
    private static boolean isWorthwhile(RosterStore.Difference difference, Roster roster) {
        return difference.items().size() <= Math.max(FEW_PUSHES, roster.size() / 2);
    }

    private static XmlElement whole(Roster roster) {
        XmlElement.Builder query = XmlElement.builder(RosterItem.NAMESPACE, "query")
                .attribute("ver", roster.version().wire());
        roster.listed().forEach(item -> query.child(item.toElement()));
        return query.build();
    }

    private void change(IqRequest request) throws StanzaException {
        BareJid account = request.target();
        switch (RosterRequest.of(request.payload(), account)) {
            case RosterRequest.Put put ->
                rosters.edit(
                        account,
                        put.contact(),
                        item -> new RosterEdit.Outcome<>(
                                item.described(put.name(), put.groups()), Optional.empty(), "described"),
                        change -> {});
            case RosterRequest.Remove(BareJid contact) -> removal.remove(account, contact, request.afterwards());
        }
    }
}
