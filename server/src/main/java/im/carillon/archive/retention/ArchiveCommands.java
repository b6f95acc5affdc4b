package im.carillon.archive.retention;

import im.carillon.account.Account;
import im.carillon.account.AccountDirectory;
import im.carillon.command.Command;
import im.carillon.command.CommandException;
import im.carillon.command.CommandInvocation;
import im.carillon.command.CommandResult;
import im.carillon.command.CommandSource;
import im.carillon.command.Parameter;
import im.carillon.command.ParameterType;
import im.carillon.config.Retention;
import im.carillon.config.WrittenTime;
import im.carillon.jid.BareJid;
import im.carillon.timeline.Positions;
import im.carillon.timeline.TimelineBounds;
import im.carillon.timeline.TimelineReader;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** {@code archive show}, {@code purge} and {@code retention}. */
final class ArchiveCommands implements CommandSource {

    private static final String AS_HOST = "default";

    private static final Parameter<BareJid> ADDRESS =
            Parameter.positional("address", ParameterType.ADDRESS, "The address of the account.");
    private static final Parameter<BareJid> WHOSE =
            Parameter.optionalPositional("address", ParameterType.ADDRESS, "The account whose messages are removed.");
    private static final Parameter<Duration> OLDER_THAN = Parameter.option(
            "older-than",
            ParameterType.of("TIME", ArchiveCommands::time),
            "Only what is older than this, such as \"90 days\".");
    private static final Parameter<Optional<Duration>> KEEP = Parameter.option(
            "keep",
            ParameterType.of("TIME", ArchiveCommands::keep),
            "For how long messages stay: a time, \"" + WrittenTime.FOREVER + "\", or \"" + AS_HOST
                    + "\" as on the rest of the host.");
    private static final Parameter<Optional<Integer>> MESSAGES = Parameter.option(
            "messages",
            ParameterType.of("NUMBER", ArchiveCommands::messages),
            "How many messages stay: a number, 0 for any, or \"" + AS_HOST + "\" as on the rest of the host.");

    private final AccountDirectory accounts;
    private final TimelineReader timelines;
    private final RetentionStore store;
    private final Purge purge;
    private final InstantSource clock;

    @Inject
    ArchiveCommands(
            AccountDirectory accounts,
            TimelineReader timelines,
            RetentionStore store,
            Purge purge,
            InstantSource clock) {
        this.accounts = accounts;
        this.timelines = timelines;
        this.store = store;
        this.purge = purge;
        this.clock = clock;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.named("archive show")
                        .summary("Shows how much an account has in its archive, and how long it stays.")
                        .takes(ADDRESS)
                        .runs(this::show),
                Command.named("archive purge")
                        .summary("Removes messages from archives.")
                        .details("With an address, the messages of that account, all or the older ones. Without, what"
                                + " the rules of the archives say, now and not within the day. What an account has"
                                + " not received yet stays, and so does what is younger than an hour.")
                        .takes(WHOSE, OLDER_THAN)
                        .confirms("This removes messages for good.")
                        .runs(this::remove),
                Command.named("archive retention")
                        .summary("Shows or sets how long the messages of one account stay in its archive.")
                        .takes(ADDRESS, KEEP, MESSAGES)
                        .runs(this::retention));
    }

    private static Duration time(String text) {
        return WrittenTime.read(text)
                .orElseThrow(() ->
                        new IllegalArgumentException("expected a number with one of the units " + WrittenTime.UNITS));
    }

    private static Optional<Duration> keep(String text) {
        if (text.equals(AS_HOST)) {
            return Optional.empty();
        }
        if (text.equals(WrittenTime.FOREVER)) {
            return Optional.of(Retention.FOREVER);
        }
        Duration keep = time(text);
        if (keep.compareTo(Retention.SHORTEST) < 0 || keep.compareTo(Retention.LONGEST) > 0) {
            throw new IllegalArgumentException("expected a time from " + WrittenTime.of(Retention.SHORTEST) + " to "
                    + WrittenTime.of(Retention.LONGEST));
        }
        return Optional.of(keep);
    }

    private static Optional<Integer> messages(String text) {
        return text.equals(AS_HOST)
                ? Optional.empty()
                : Optional.of(
                        ParameterType.integer(0, Integer.MAX_VALUE).reader().read(text));
    }

    private Account require(BareJid address) {
        return accounts.findLocal(address)
                .orElseThrow(() -> CommandException.notFound("There is no account " + address + "."));
    }

    private CommandResult show(CommandInvocation invocation) {
        Account account = require(invocation.get(ADDRESS));
        Optional<TimelineBounds> bounds = timelines.bounds(account.timeline());
        Retention retention = retention(account);
        return CommandResult.fields()
                .field("address", account.address())
                .field("messages", timelines.count(account.timeline()))
                .field("first", bounds.map(ends -> moment(ends.first())))
                .field("last", bounds.map(ends -> moment(ends.last())))
                .field("keep", WrittenTime.of(retention.keep()))
                .field("keep_messages", retention.messages())
                .build();
    }

    private static Instant moment(long position) {
        return Positions.time(position).truncatedTo(ChronoUnit.SECONDS);
    }

    private Retention retention(Account account) {
        return store.find(account.id())
                .map(RetentionStore.Owner::retention)
                .orElse(AccountRetention.OF_HOST)
                .within(purge.ofHost(account.address().domain()));
    }

    private CommandResult remove(CommandInvocation invocation) throws InterruptedException {
        Optional<BareJid> whose = invocation.find(WHOSE);
        Optional<Duration> olderThan = invocation.find(OLDER_THAN);
        if (whose.isEmpty() && olderThan.isPresent()) {
            throw CommandException.usage("--older-than needs the address of an account.");
        }
        long removed = whose.isEmpty()
                ? purge.run(true)
                : purge.before(require(whose.get()).timeline(), clock.instant().minus(olderThan.orElse(Duration.ZERO)));
        return CommandResult.fields()
                .field("removed", removed)
                .build()
                .withMessage(removed == 1 ? "1 message is removed." : removed + " messages are removed.");
    }

    private CommandResult retention(CommandInvocation invocation) {
        Account account = require(invocation.get(ADDRESS));
        AccountRetention before =
                store.find(account.id()).map(RetentionStore.Owner::retention).orElse(AccountRetention.OF_HOST);
        AccountRetention now = new AccountRetention(
                invocation.find(KEEP).orElse(before.keep()),
                invocation.find(MESSAGES).orElse(before.messages()));
        if (!now.equals(before)) {
            store.put(account.id(), now);
        }
        Retention effective = now.within(purge.ofHost(account.address().domain()));
        return CommandResult.fields()
                .field("address", account.address())
                .field("keep", WrittenTime.of(effective.keep()))
                .field("keep_is_own", now.keep().isPresent())
                .field("keep_messages", effective.messages())
                .field("keep_messages_is_own", now.messages().isPresent())
                .build();
    }
}
