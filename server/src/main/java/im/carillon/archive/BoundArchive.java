package im.carillon.archive;

import im.carillon.account.AccountDirectory;
import im.carillon.config.ArchiveConfig;
import im.carillon.session.Session;
import im.carillon.stream.sasl2.BoundMetadata;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Tells a client that binds where its archive begins and ends, so that it knows what it has missed
 * up to this moment (XEP-0386 §4).
 */
@Singleton
final class BoundArchive implements BoundMetadata {

    private final ArchiveConfig config;
    private final AccountDirectory accounts;
    private final ArchiveQueries queries;

    @Inject
    BoundArchive(ArchiveConfig config, AccountDirectory accounts, ArchiveQueries queries) {
        this.config = config;
        this.accounts = accounts;
        this.queries = queries;
    }

    @Override
    public Optional<XmlElement> describe(Session session) {
        return config.enabled()
                ? accounts.findLocal(session.account()).map(account -> queries.metadata(account.timeline()))
                : Optional.empty();
    }
}
