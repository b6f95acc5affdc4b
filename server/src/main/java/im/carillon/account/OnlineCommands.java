package im.carillon.account;

import im.carillon.command.Command;
import im.carillon.command.CommandException;
import im.carillon.command.CommandInvocation;
import im.carillon.command.CommandResult;
import im.carillon.command.CommandSource;
import im.carillon.command.Parameter;
import im.carillon.command.ParameterType;
import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.jid.Jid;
import im.carillon.session.Session;
import im.carillon.session.SessionRegistry;
import im.carillon.stanza.StreamCondition;
import im.carillon.stanza.StreamException;
import jakarta.inject.Inject;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;

/** {@code session list|kick}: who is here. */
final class OnlineCommands implements CommandSource {

    private static final Parameter<BareJid> ACCOUNT = Parameter.optionalPositional(
            "account", ParameterType.ADDRESS, "The account whose sessions to list; all where not given.");
    private static final Parameter<Jid> ADDRESS = Parameter.positional(
            "address", ParameterType.ANY_ADDRESS, "One session, or an account with all its sessions.");

    private final SessionRegistry sessions;

    @Inject
    OnlineCommands(SessionRegistry sessions) {
        this.sessions = sessions;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.named("session list")
                        .summary("Lists the sessions, the oldest first.")
                        .takes(ACCOUNT)
                        .runs(this::list),
                Command.named("session kick")
                        .summary("Ends sessions; their clients may log in again.")
                        .takes(ADDRESS)
                        .runs(this::kick));
    }

    private CommandResult list(CommandInvocation invocation) {
        List<Session> present = invocation.find(ACCOUNT).map(sessions::of).orElseGet(sessions::all).stream()
                .sorted(Comparator.comparing(Session::since))
                .toList();
        CommandResult.TableBuilder table = CommandResult.table("address", "from", "since", "available");
        for (Session session : present) {
            table.row(
                    session.address(),
                    session.stream().remoteAddress().getHostAddress(),
                    session.since().truncatedTo(ChronoUnit.SECONDS),
                    session.isAvailable());
        }
        return table.build().withMessage(counted(present.size()));
    }

    private CommandResult kick(CommandInvocation invocation) {
        Jid address = invocation.get(ADDRESS);
        List<Session> ending = switch (address) {
            case FullJid full -> sessions.find(full).map(List::of).orElse(List.of());
            case BareJid bare -> sessions.of(bare);
        };
        if (ending.isEmpty()) {
            throw CommandException.notFound("There is no session of " + address + ".");
        }
        ending.forEach(session -> session.close(
                new StreamException(StreamCondition.POLICY_VIOLATION, "an administrator ended this session")));
        return CommandResult.message(counted(ending.size()) + " ended");
    }

    private static String counted(int count) {
        return count == 1 ? "1 session" : count + " sessions";
    }
}
