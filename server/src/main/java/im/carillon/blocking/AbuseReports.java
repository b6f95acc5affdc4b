package im.carillon.blocking;

import im.carillon.jid.BareJid;
import jakarta.inject.Inject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where reports go: the log, in which administrators find them under this class's name. */
final class AbuseReports {

    private static final Logger LOG = LoggerFactory.getLogger(AbuseReports.class);

    @Inject
    AbuseReports() {}

    void accept(BareJid reporter, AbuseReport report) {
        LOG.info(
                "{} reports {} for {} ({} messages): {}",
                reporter,
                report.reported(),
                report.reason(),
                report.messages(),
                report.text());
    }
}
