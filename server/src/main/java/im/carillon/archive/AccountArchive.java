package im.carillon.archive;

import im.carillon.account.Account;
import im.carillon.account.AccountDirectory;
import im.carillon.config.ArchiveConfig;
import im.carillon.jid.FullJid;
import im.carillon.session.SessionKeys;
import im.carillon.session.SessionRegistry;
import im.carillon.spi.DiscoContributor;
import im.carillon.spi.IqHandler;
import im.carillon.spi.IqKey;
import im.carillon.spi.IqRequest;
import im.carillon.spi.IqTarget;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Iq;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import im.carillon.timeline.Timelines;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets accounts query their own archives (XEP-0313 §3.3.1). */
@Singleton
final class AccountArchive implements IqHandler, DiscoContributor {

    private static final String GROUPCHAT_FIELD = ArchiveQueries.NAMESPACE + "#groupchat-field";

    private final ArchiveConfig config;
    private final AccountDirectory accounts;
    private final ArchiveQueries queries;
    private final SessionRegistry sessions;
    private final Timelines timelines;

    @Inject
    AccountArchive(
            ArchiveConfig config,
            AccountDirectory accounts,
            ArchiveQueries queries,
            SessionRegistry sessions,
            Timelines timelines) {
        this.config = config;
        this.accounts = accounts;
        this.queries = queries;
        this.sessions = sessions;
        this.timelines = timelines;
    }

    @Override
    public Set<IqKey> keys() {
        return config.enabled()
                ? Set.of(
                        new IqKey(IqTarget.ACCOUNT, Iq.Type.SET, ArchiveQueries.NAMESPACE, "query"),
                        new IqKey(IqTarget.ACCOUNT, Iq.Type.GET, ArchiveQueries.NAMESPACE, "query"),
                        new IqKey(IqTarget.ACCOUNT, Iq.Type.GET, ArchiveQueries.NAMESPACE, "metadata"))
                : Set.of();
    }

    @Override
    public Set<String> features(IqTarget target) {
        if (target != IqTarget.ACCOUNT || !config.enabled()) {
            return Set.of();
        }
        Set<String> features = new HashSet<>(queries.features());
        features.add(GROUPCHAT_FIELD);
        return features;
    }

    @Override
    public Optional<XmlElement> handle(IqRequest request) throws StanzaException {
        if (!request.isOwn()) {
            throw new StanzaException(ErrorCondition.FORBIDDEN, "this is the archive of somebody else");
        }
        Account account = accounts.findLocal(request.target())
                .orElseThrow(
                        () -> new StanzaException(ErrorCondition.SERVICE_UNAVAILABLE, "nothing is kept for a guest"));
        Archive archive = Archive.ofAccount(account.timeline(), account.address());
        long newest = timelines.newest();
        AtomicInteger results = new AtomicInteger();
        XmlElement answer = queries.answer(request.iq(), archive, result -> {
            results.incrementAndGet();
            request.ahead().accept(result);
        });
        boolean all = answer.attributeOr("complete", "").equals("true");
        if (request.isSet() && (all || results.get() > 0) && !QueryForm.picks(request.payload())) {
            remember(request, newest);
        }
        return Optional.of(answer);
    }

    /**
     * What a session reads before it takes messages it is not given once more (XEP-0313 §5.1.1). Who only
     * counts or looks something up has not read it.
     */
    private void remember(IqRequest request, long newest) {
        if (request.from() instanceof FullJid asker) {
            sessions.find(asker).filter(session -> !session.takesMessages()).ifPresent(session -> {
                UnitOfWork unit = new UnitOfWork();
                session.put(SessionKeys.ARCHIVE_READ, newest, unit);
                session.enter(unit);
            });
        }
    }
}
