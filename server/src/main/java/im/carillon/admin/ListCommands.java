package im.carillon.admin;

import im.carillon.account.Account;
import im.carillon.account.AccountDirectory;
import im.carillon.adhoc.AdHocCommand;
import im.carillon.adhoc.AdHocCommandSource;
import im.carillon.adhoc.AdHocRequest;
import im.carillon.dataforms.Field;
import im.carillon.dataforms.FieldType;
import im.carillon.dataforms.Option;
import im.carillon.dataforms.Submission;
import im.carillon.jid.BareJid;
import im.carillon.session.Session;
import im.carillon.session.SessionRegistry;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Counts and lists the accounts of a host (XEP-0133 §4.13 to §4.15, §4.18 to §4.20). */
final class ListCommands implements AdHocCommandSource {

    private static final int PAGE = 500;

    /** What {@code none} stands for: a list that still fits into a stanza. */
    private static final int MOST = 2_000;

    private static final Field SIZE = Field.of(FieldType.LIST_SINGLE, "max_items", "How many to show at most")
            .withOptions(Stream.of("25", "50", "75", "100", "150", "200", "none")
                    .map(Option::new)
                    .toList())
            .with("none");

    private final AdminCommands commands;
    private final AccountDirectory accounts;
    private final SessionRegistry sessions;

    /** Finds accounts of a host, so many at most. */
    @FunctionalInterface
    private interface Listing {
        List<BareJid> find(String host, int limit);
    }

    @Inject
    ListCommands(AdminCommands commands, AccountDirectory accounts, SessionRegistry sessions) {
        this.commands = commands;
        this.accounts = accounts;
        this.sessions = sessions;
    }

    @Override
    public List<AdHocCommand> commands() {
        return List.of(
                number("registered", host -> accounts.count(host)),
                number("disabled", host -> disabled(host, Integer.MAX_VALUE).size()),
                number("online", host -> online(host, Integer.MAX_VALUE).size()),
                list("registered", (host, limit) -> find(host, account -> true, limit)),
                list("disabled", this::disabled),
                list("online", this::online));
    }

    /** Counts something. */
    @FunctionalInterface
    private interface Counting {
        long count(String host);
    }

    private AdHocCommand number(String kind, Counting counting) {
        return commands.atOnce(
                "get-" + kind + "-users-num",
                "Get the number of " + kind + " users",
                request -> AdminCommands.result(Field.of(
                                FieldType.TEXT_SINGLE, kind + "usersnum", "The number of " + kind + " users")
                        .with(Long.toString(counting.count(request.host().domain())))));
    }

    private AdHocCommand list(String kind, Listing listing) {
        return commands.asking(
                "get-" + kind + "-users-list",
                "Get a list of " + kind + " users",
                List.of(SIZE),
                (request, filledIn) ->
                        AdminCommands.result(Field.of(FieldType.JID_MULTI, kind + "userjids", "The " + kind + " users")
                                .with(addresses(listing, request, filledIn))));
    }

    private static List<String> addresses(Listing listing, AdHocRequest request, Submission filledIn) {
        int limit = filledIn.text("max_items")
                .filter(size -> !size.equals("none"))
                .map(Integer::valueOf)
                .orElse(MOST);
        return listing.find(request.host().domain(), limit).stream()
                .map(BareJid::toString)
                .toList();
    }

    private List<BareJid> online(String host, int limit) {
        return sessions.all().stream()
                .map(Session::account)
                .filter(account -> account.domain().equals(host))
                .distinct()
                .sorted()
                .limit(limit)
                .toList();
    }

    private List<BareJid> disabled(String host, int limit) {
        return find(host, account -> !account.enabled(), limit);
    }

    private List<BareJid> find(String host, Predicate<Account> wanted, int limit) {
        List<BareJid> found = new ArrayList<>();
        String after = "";
        List<Account> page = accounts.list(host, after, PAGE);
        while (!page.isEmpty() && found.size() < limit) {
            page.stream()
                    .filter(wanted)
                    .limit(limit - found.size())
                    .map(Account::address)
                    .forEach(found::add);
            after = page.getLast().address().local();
            page = accounts.list(host, after, PAGE);
        }
        return found;
    }
}
