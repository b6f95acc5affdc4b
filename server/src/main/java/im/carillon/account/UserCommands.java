package im.carillon.account;

import im.carillon.command.Command;
import im.carillon.command.CommandException;
import im.carillon.command.CommandInvocation;
import im.carillon.command.CommandResult;
import im.carillon.command.CommandSource;
import im.carillon.command.Failure;
import im.carillon.command.Parameter;
import im.carillon.command.ParameterType;
import im.carillon.config.HostConfig;
import im.carillon.jid.BareJid;
import im.carillon.routing.Hosts;
import im.carillon.session.Session;
import im.carillon.session.SessionRegistry;
import jakarta.inject.Inject;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** {@code user add|list|show|passwd|disable|enable|delete}: the accounts, for who runs the server. */
final class UserCommands implements CommandSource {

    private static final int PAGE = 1000;

    private static final Parameter<BareJid> ADDRESS =
            Parameter.positional("address", ParameterType.ADDRESS, "The account, such as anna@example.org.");
    private static final Parameter<String> HOST = Parameter.optionalPositional(
            "host", ParameterType.of("HOST", text -> text), "The host whose accounts to list; all where not given.");
    private static final Parameter<String> PASSWORD =
            Parameter.secret("password", "The password of the account; it is kept as salted keys alone.");

    private final AccountDirectory accounts;
    private final SessionRegistry sessions;
    private final Hosts hosts;

    @Inject
    UserCommands(AccountDirectory accounts, SessionRegistry sessions, Hosts hosts) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.hosts = hosts;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.named("user add")
                        .summary("Makes an account.")
                        .takes(ADDRESS, PASSWORD)
                        .runs(this::add),
                Command.named("user list")
                        .summary("Lists the accounts.")
                        .takes(HOST)
                        .runs(this::list),
                Command.named("user show")
                        .summary("Shows an account and its sessions.")
                        .takes(ADDRESS)
                        .runs(this::show),
                Command.named("user passwd")
                        .summary("Gives an account another password and ends its sessions.")
                        .takes(ADDRESS, PASSWORD)
                        .runs(this::passwd),
                Command.named("user disable")
                        .summary("Ends the sessions of an account and lets it log in no more. It keeps everything.")
                        .takes(ADDRESS)
                        .runs(invocation -> setEnabled(invocation, false)),
                Command.named("user enable")
                        .summary("Lets a disabled account log in again.")
                        .takes(ADDRESS)
                        .runs(invocation -> setEnabled(invocation, true)),
                Command.named("user delete")
                        .summary("Deletes an account.")
                        .takes(ADDRESS)
                        .confirms("The account goes away with its roster and its messages.")
                        .runs(this::delete));
    }

    private CommandResult add(CommandInvocation invocation) {
        BareJid address = invocation.get(ADDRESS);
        change(() -> accounts.create(address, invocation.get(PASSWORD)));
        return CommandResult.message(address + " is made.");
    }

    private CommandResult list(CommandInvocation invocation) {
        List<String> wanted = invocation
                .find(HOST)
                .map(this::served)
                .orElseGet(() -> hosts.all().stream().map(HostConfig::name).toList());
        CommandResult.TableBuilder table = CommandResult.table("address", "enabled", "sessions", "created");
        long listed = 0;
        for (String host : wanted) {
            List<Account> page = accounts.list(host, "", PAGE);
            while (!page.isEmpty()) {
                page.forEach(account -> table.row(
                        account.address(),
                        account.enabled(),
                        sessions.of(account.address()).size(),
                        account.created().truncatedTo(ChronoUnit.SECONDS)));
                listed += page.size();
                page = accounts.list(host, page.getLast().address().local(), PAGE);
            }
        }
        return table.build().withMessage(listed == 1 ? "1 account" : listed + " accounts");
    }

    private List<String> served(String host) {
        if (!hosts.isLocal(host)) {
            throw CommandException.notFound("The host " + host + " is not served here.");
        }
        return List.of(host);
    }

    private CommandResult show(CommandInvocation invocation) {
        BareJid address = invocation.get(ADDRESS);
        Account account = accounts.find(address)
                .orElseThrow(() -> CommandException.notFound("There is no account " + address + "."));
        return CommandResult.fields()
                .field("address", address)
                .field("enabled", account.enabled())
                .field("created", account.created().truncatedTo(ChronoUnit.SECONDS))
                .field(
                        "sessions",
                        sessions.of(address).stream().map(Session::address).toList())
                .build();
    }

    private CommandResult passwd(CommandInvocation invocation) {
        BareJid address = invocation.get(ADDRESS);
        change(() -> accounts.changePassword(address, invocation.get(PASSWORD)));
        return CommandResult.message("The password of " + address + " is changed.");
    }

    private CommandResult setEnabled(CommandInvocation invocation, boolean enabled) {
        BareJid address = invocation.get(ADDRESS);
        change(() -> accounts.setEnabled(address, enabled));
        return CommandResult.message(address + (enabled ? " is enabled." : " is disabled."));
    }

    private CommandResult delete(CommandInvocation invocation) {
        BareJid address = invocation.get(ADDRESS);
        change(() -> accounts.delete(address));
        return CommandResult.message(address + " is deleted.");
    }

    private interface AccountChange {
        void run() throws AccountException;
    }

    private static void change(AccountChange change) {
        try {
            change.run();
        } catch (AccountException e) {
            Failure failure = switch (e.reason()) {
                case EXISTS -> Failure.CONFLICT;
                case NOT_FOUND -> Failure.NOT_FOUND;
                case NOT_SERVED, PASSWORD_NOT_ALLOWED -> Failure.REFUSED;
            };
            throw new CommandException(failure, sentence(String.valueOf(e.getMessage())));
        }
    }

    private static String sentence(String reason) {
        return Character.toUpperCase(reason.charAt(0)) + reason.substring(1) + ".";
    }
}
