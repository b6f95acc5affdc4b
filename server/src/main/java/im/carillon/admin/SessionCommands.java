package im.carillon.admin;

import im.carillon.account.AccountActivity;
import im.carillon.account.AccountActivity.Last;
import im.carillon.account.AccountDirectory;
import im.carillon.adhoc.AdHocCommand;
import im.carillon.adhoc.AdHocCommandSource;
import im.carillon.adhoc.AdHocRequest;
import im.carillon.adhoc.AdHocStep;
import im.carillon.dataforms.Field;
import im.carillon.dataforms.FieldType;
import im.carillon.dataforms.Submission;
import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.jid.Jid;
import im.carillon.session.Session;
import im.carillon.session.SessionRegistry;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.StanzaException;
import im.carillon.stanza.StreamCondition;
import im.carillon.stanza.StreamException;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Ends sessions, and tells of those there are and were (XEP-0133 §4.5, §4.9, §4.10). */
final class SessionCommands implements AdHocCommandSource {

    private final AdminCommands commands;
    private final AccountDirectory accounts;
    private final AccountActivity activity;
    private final SessionRegistry sessions;

    @Inject
    SessionCommands(
            AdminCommands commands, AccountDirectory accounts, AccountActivity activity, SessionRegistry sessions) {
        this.commands = commands;
        this.accounts = accounts;
        this.activity = activity;
        this.sessions = sessions;
    }

    @Override
    public List<AdHocCommand> commands() {
        return List.of(
                commands.asking("end-user-session", "End sessions", List.of(AdminCommands.accounts()), this::end),
                commands.asking(
                        "get-user-lastlogin",
                        "Get the time of users' last logins",
                        List.of(AdminCommands.accounts()),
                        this::lastLogin),
                commands.asking(
                        "user-stats", "Get user statistics", List.of(AdminCommands.account()), this::statistics));
    }

    /** An address with a resource is one session, one without is all sessions of the account. */
    private AdHocStep end(AdHocRequest request, Submission filledIn) throws StanzaException {
        List<Session> ending = new ArrayList<>();
        for (Jid address : filledIn.addresses("accountjids")) {
            BareJid account = AdminCommands.checked(request, address);
            List<Session> found = address instanceof FullJid full
                    ? sessions.find(full).map(List::of).orElse(List.of())
                    : sessions.of(account);
            ending.addAll(found);
        }
        ending.forEach(session -> session.close(
                new StreamException(StreamCondition.POLICY_VIOLATION, "an administrator ended this session")));
        return AdHocStep.done(ending.size() + " sessions were ended");
    }

    /** Nothing is said of those who never logged in. */
    private AdHocStep lastLogin(AdHocRequest request, Submission filledIn) throws StanzaException {
        List<String> addresses = new ArrayList<>();
        List<String> logins = new ArrayList<>();
        for (BareJid account : AdminCommands.accounts(request, filledIn)) {
            requireExists(account);
            Optional<Instant> login = lastLogin(account);
            if (login.isPresent()) {
                addresses.add(account.toString());
                logins.add(login.get().truncatedTo(ChronoUnit.SECONDS).toString());
            }
        }
        return AdminCommands.result(
                Field.of(FieldType.JID_MULTI, "accountjids", "Accounts").with(addresses),
                Field.of(FieldType.TEXT_MULTI, "lastlogin", "Last logins").with(logins));
    }

    private Optional<Instant> lastLogin(BareJid account) {
        Optional<Instant> present =
                sessions.of(account).stream().map(Session::since).max(Comparator.naturalOrder());
        return present.isPresent() ? present : activity.find(account).map(Last::login);
    }

    private AdHocStep statistics(AdHocRequest request, Submission filledIn) throws StanzaException {
        BareJid account = AdminCommands.account(request, filledIn);
        requireExists(account);
        List<Session> present = sessions.of(account);
        return AdminCommands.result(
                Field.of(FieldType.TEXT_MULTI, "ipaddresses", "IP addresses")
                        .with(present.stream()
                                .map(session -> session.stream().remoteAddress().getHostAddress())
                                .distinct()
                                .toList()),
                Field.of(FieldType.TEXT_MULTI, "onlineresources", "Online resources")
                        .with(present.stream()
                                .map(session -> session.address().resourcePart())
                                .toList()));
    }

    private void requireExists(BareJid account) throws StanzaException {
        if (!accounts.exists(account)) {
            throw new StanzaException(ErrorCondition.ITEM_NOT_FOUND, "there is no account " + account);
        }
    }
}
