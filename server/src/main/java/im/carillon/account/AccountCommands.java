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
import im.carillon.sasl.Credentials;
import im.carillon.session.SessionRegistry;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code user add}, {@code list}, {@code show}, {@code passwd}, {@code disable}, {@code enable} and {@code delete}. */
public final class AccountCommands implements CommandSource {

    private static final int MOST_SHOWN = 10_000;
    private static final int USUALLY_SHOWN = 1_000;

    private static final Parameter<BareJid> ADDRESS =
            Parameter.positional("address", ParameterType.ADDRESS, "The address of the account.");
    private static final Parameter<String> PASSWORD = Parameter.secret("password", "The password.");
    private static final Parameter<String> HOST =
            Parameter.option("host", ParameterType.TEXT, "Only the accounts of this host.");
    private static final Parameter<BareJid> AFTER =
            Parameter.option("after", ParameterType.ADDRESS, "Only the accounts behind this one on its host.");
    private static final Parameter<Integer> LIMIT = Parameter.option(
            "limit", ParameterType.integer(1, MOST_SHOWN), "How many to show, " + USUALLY_SHOWN + " if not given.");

    private final AccountDirectory accounts;
    private final AccountActivity activity;
    private final SessionRegistry sessions;
    private final Hosts hosts;

    @Inject
    AccountCommands(AccountDirectory accounts, AccountActivity activity, SessionRegistry sessions, Hosts hosts) {
        this.accounts = accounts;
        this.activity = activity;
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
                        .summary("Lists the accounts by name.")
                        .takes(HOST, AFTER, LIMIT)
                        .runs(this::list),
                Command.named("user show")
                        .summary("Shows what is known of an account.")
                        .takes(ADDRESS)
                        .runs(this::show),
                Command.named("user passwd")
                        .summary("Changes a password.")
                        .details("Sessions and tokens that an older password gave end.")
                        .takes(ADDRESS, PASSWORD)
                        .runs(this::changePassword),
                Command.named("user disable")
                        .summary("Ends the sessions of an account and refuses new ones.")
                        .details("Everything is kept, and messages go on to arrive.")
                        .takes(ADDRESS)
                        .runs(invocation -> setEnabled(invocation, false)),
                Command.named("user enable")
                        .summary("Allows a disabled account to log in again.")
                        .takes(ADDRESS)
                        .runs(invocation -> setEnabled(invocation, true)),
                Command.named("user delete")
                        .summary("Deletes an account.")
                        .takes(ADDRESS)
                        .confirms(
                                "This deletes the account with its contacts, its messages and all else it keeps here.")
                        .runs(this::delete));
    }

    private CommandResult add(CommandInvocation invocation) {
        BareJid address = invocation.get(ADDRESS);
        return done("The account " + address + " is made.", () -> accounts.create(address, invocation.get(PASSWORD)));
    }

    private CommandResult changePassword(CommandInvocation invocation) {
        BareJid address = invocation.get(ADDRESS);
        return done(
                "The password of " + address + " is changed.",
                () -> accounts.changePassword(address, invocation.get(PASSWORD)));
    }

    private CommandResult setEnabled(CommandInvocation invocation, boolean enabled) {
        BareJid address = invocation.get(ADDRESS);
        return done(
                "The account " + address + (enabled ? " is enabled." : " is disabled."),
                () -> accounts.setEnabled(address, enabled));
    }

    private CommandResult delete(CommandInvocation invocation) {
        BareJid address = invocation.get(ADDRESS);
        return done("The account " + address + " is deleted.", () -> accounts.delete(address));
    }

    private interface Change {
        void run() throws AccountException;
    }

    private static CommandResult done(String message, Change change) {
        try {
            change.run();
            return CommandResult.message(message);
        } catch (AccountException e) {
            throw failure(e);
        }
    }

    static CommandException failure(AccountException e) {
        Failure failure = switch (e.reason()) {
            case EXISTS -> Failure.CONFLICT;
            case NOT_FOUND -> Failure.NOT_FOUND;
            case NOT_SERVED, PASSWORD_NOT_ALLOWED -> Failure.REFUSED;
        };
        String text = String.valueOf(e.getMessage());
        return new CommandException(failure, Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".");
    }

    private CommandResult list(CommandInvocation invocation) {
        CommandResult.TableBuilder table = CommandResult.table("address", "created", "enabled");
        Optional<BareJid> after = invocation.find(AFTER);
        int limit = invocation.find(LIMIT).orElse(USUALLY_SHOWN);
        List<Account> found = new ArrayList<>();
        for (String host : wanted(invocation.find(HOST).or(() -> after.map(BareJid::domain)))) {
            // one more than is shown tells whether there are more
            found.addAll(accounts.list(host, after.map(BareJid::local).orElse(""), limit + 1 - found.size()));
        }
        found.stream()
                .limit(limit)
                .forEach(account -> table.row(account.address(), account.created(), account.enabled()));
        CommandResult result = table.build();
        return found.size() > limit ? result.withMessage("There are more: --after and --limit show them.") : result;
    }

    private List<String> wanted(Optional<String> host) {
        if (host.isPresent() && !hosts.isLocal(host.get())) {
            throw CommandException.notFound("There is no host " + host.get() + ".");
        }
        return host.map(List::of)
                .orElseGet(() -> hosts.all().stream().map(HostConfig::name).toList());
    }

    private CommandResult show(CommandInvocation invocation) {
        BareJid address = invocation.get(ADDRESS);
        Account account = accounts.findLocal(address)
                .orElseThrow(() -> CommandException.notFound("There is no account " + address + "."));
        Optional<AccountActivity.Last> last = activity.find(address);
        List<String> mechanisms = accounts.lookup(address).map(Credentials::keys).map(Map::entrySet).stream()
                .flatMap(Set::stream)
                .map(keys -> "SCRAM-" + keys.getKey().algorithm() + " ("
                        + keys.getValue().iterations() + " iterations)")
                .sorted()
                .toList();
        return CommandResult.fields()
                .field("address", address)
                .field("created", account.created())
                .field("enabled", account.enabled())
                .field("administrator", isAdministrator(address))
                .field("password_kept_as", mechanisms)
                .field("sessions", sessions.of(address).size())
                .field("last_login", last.map(AccountActivity.Last::login))
                .field("last_seen", last.map(AccountActivity.Last::seen))
                .build();
    }

    private boolean isAdministrator(BareJid address) {
        return hosts.find(address.domain())
                .filter(host -> host.admins().contains(address))
                .isPresent();
    }
}
