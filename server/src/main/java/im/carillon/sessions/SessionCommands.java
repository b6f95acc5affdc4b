package im.carillon.sessions;

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
import im.carillon.stanza.Presence;
import im.carillon.stanza.StreamCondition;
import im.carillon.stanza.StreamException;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;

/** {@code session list} and {@code session kick}. */
public final class SessionCommands implements CommandSource {

    private static final int MOST_SHOWN = 10_000;
    private static final int USUALLY_SHOWN = 1_000;

    private static final Parameter<BareJid> ACCOUNT =
            Parameter.option("account", ParameterType.ADDRESS, "Only the sessions of this account.");
    private static final Parameter<Integer> LIMIT = Parameter.option(
            "limit", ParameterType.integer(1, MOST_SHOWN), "How many to show, " + USUALLY_SHOWN + " if not given.");
    private static final Parameter<Jid> ADDRESS = Parameter.positional(
            "address",
            ParameterType.ANY_ADDRESS,
            "The address of a session, or of an account for all of its sessions.");
    private static final Parameter<String> REASON =
            Parameter.option("reason", ParameterType.TEXT, "What the user is told.");

    private final SessionRegistry sessions;

    @Inject
    SessionCommands(SessionRegistry sessions) {
        this.sessions = sessions;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.named("session list")
                        .summary("Lists who is logged in.")
                        .takes(ACCOUNT, LIMIT)
                        .runs(this::list),
                Command.named("session kick")
                        .summary("Ends a session, or all sessions of an account.")
                        .details("The client may log in again at once; \"user disable\" refuses that.")
                        .takes(ADDRESS, REASON)
                        .runs(this::kick));
    }

    private CommandResult list(CommandInvocation invocation) {
        List<Session> found = invocation.find(ACCOUNT).map(sessions::of).orElseGet(sessions::all);
        int limit = invocation.find(LIMIT).orElse(USUALLY_SHOWN);
        CommandResult.TableBuilder table =
                CommandResult.table("address", "since", "available", "priority", "from", "encrypted");
        found.stream()
                .sorted(Comparator.comparing(Session::toString))
                .limit(limit)
                .forEach(session -> table.row(
                        session.address(),
                        session.since(),
                        session.isAvailable(),
                        session.presence().map(Presence::priority),
                        session.stream().remoteAddress().getHostAddress(),
                        session.stream().isSecure()));
        CommandResult result = table.build();
        return found.size() > limit
                ? result.withMessage("There are " + (found.size() - limit) + " more: --limit shows them.")
                : result;
    }

    private CommandResult kick(CommandInvocation invocation) {
        Jid address = invocation.get(ADDRESS);
        List<Session> found =
                address instanceof FullJid full ? sessions.find(full).stream().toList() : sessions.of(address.bare());
        if (found.isEmpty()) {
            throw CommandException.notFound("There is no session of " + address + ".");
        }
        String reason = invocation.find(REASON).orElse("an administrator ended this session");
        found.forEach(session -> session.close(new StreamException(StreamCondition.POLICY_VIOLATION, reason)));
        return CommandResult.message(
                found.size() == 1 ? "One session is ended." : found.size() + " sessions are ended.");
    }
}
