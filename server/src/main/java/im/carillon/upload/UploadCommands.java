package im.carillon.upload;

import im.carillon.command.Command;
import im.carillon.command.CommandException;
import im.carillon.command.CommandInvocation;
import im.carillon.command.CommandResult;
import im.carillon.command.CommandSource;
import im.carillon.command.Parameter;
import im.carillon.command.ParameterType;
import im.carillon.config.WrittenTime;
import im.carillon.jid.BareJid;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** {@code upload list}, {@code show}, {@code delete} and {@code purge}. */
final class UploadCommands implements CommandSource {

    private static final int USUAL_LIMIT = 100;
    private static final int MOST = 10_000;

    private static final Parameter<BareJid> WHOSE =
            Parameter.optionalPositional("account", ParameterType.ADDRESS, "Whose files; everybody's if not given.");
    private static final Parameter<Integer> LIMIT = Parameter.option(
            "limit", ParameterType.integer(1, MOST), "How many to show at most, " + USUAL_LIMIT + " if not given.");
    private static final Parameter<String> FILE = Parameter.positional(
            "file",
            ParameterType.of("FILE", UploadCommands::id),
            "The id of the file as in the list, or its whole address.");
    private static final Parameter<Duration> OLDER_THAN = Parameter.option(
            "older-than",
            ParameterType.of("TIME", UploadCommands::time),
            "Only what is older than this, such as \"90 days\".");

    private final UploadedFiles files;
    private final UploadPurge purge;
    private final InstantSource clock;

    @Inject
    UploadCommands(UploadedFiles files, UploadPurge purge, InstantSource clock) {
        this.files = files;
        this.purge = purge;
        this.clock = clock;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.named("upload list")
                        .summary("Lists uploaded files, the newest first.")
                        .takes(WHOSE, LIMIT)
                        .runs(this::list),
                Command.named("upload show")
                        .summary("Shows what is known about an uploaded file.")
                        .takes(FILE)
                        .runs(this::show),
                Command.named("upload delete")
                        .summary("Removes an uploaded file.")
                        .takes(FILE)
                        .confirms("Nobody can fetch the file any more.")
                        .runs(this::delete),
                Command.named("upload purge")
                        .summary("Removes uploaded files.")
                        .details("With an account, all its files or the older ones. Without, those of everybody that"
                                + " are older; or, without a time, what is no longer kept, now and not within the"
                                + " hour.")
                        .takes(WHOSE, OLDER_THAN)
                        .confirms("This removes files for good.")
                        .runs(this::remove));
    }

    /** The id in an address, or what was given. */
    private static String id(String text) {
        int path = text.indexOf(UploadAddresses.PATH);
        String rest = path < 0 ? text : text.substring(path + UploadAddresses.PATH.length());
        String id = rest.replaceFirst("[/?].*", "");
        if (!SlotTokens.ID.matcher(id).matches()) {
            throw new IllegalArgumentException("expected the id of a file, 32 letters and digits, or its address");
        }
        return id;
    }

    private static Duration time(String text) {
        return WrittenTime.read(text)
                .orElseThrow(() ->
                        new IllegalArgumentException("expected a number with one of the units " + WrittenTime.UNITS));
    }

    private UploadedFile require(String id) {
        return files.find(id).orElseThrow(() -> CommandException.notFound("There is no file " + id + "."));
    }

    private CommandResult list(CommandInvocation invocation) {
        int limit = invocation.find(LIMIT).orElse(USUAL_LIMIT);
        Optional<BareJid> whose = invocation.find(WHOSE);
        List<UploadedFile> found = whose.isPresent() ? files.of(whose.get(), limit) : files.newest(limit);
        CommandResult.TableBuilder table = CommandResult.table("id", "owner", "name", "type", "bytes", "uploaded");
        for (UploadedFile file : found) {
            table.row(file.id(), file.owner(), file.name(), file.type(), file.size(), second(file.created()));
        }
        return table.build();
    }

    private static Instant second(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    private CommandResult show(CommandInvocation invocation) {
        UploadedFile file = require(invocation.get(FILE));
        return CommandResult.fields()
                .field("id", file.id())
                .field("owner", file.owner())
                .field("name", file.name())
                .field("type", file.type())
                .field("bytes", file.size())
                .field("sha256", file.hash())
                .field("content", file.place())
                .field("uploaded", second(file.created()))
                .field("lasting", file.lasting())
                .field("expires", file.expires().map(UploadCommands::second))
                .field("files_of_owner", files.usage(file.owner().toString()).files())
                .field("bytes_of_owner", files.usage(file.owner().toString()).bytes())
                .field("bytes_of_host", files.usage(file.owner().domain()).bytes())
                .build();
    }

    private CommandResult delete(CommandInvocation invocation) {
        UploadedFile file = require(invocation.get(FILE));
        files.remove(List.of(file));
        return CommandResult.message("The file " + file.name() + " of " + file.owner() + " is removed.");
    }

    private CommandResult remove(CommandInvocation invocation) {
        Optional<BareJid> whose = invocation.find(WHOSE);
        Optional<Instant> horizon = invocation.find(OLDER_THAN).map(clock.instant()::minus);
        long removed;
        if (whose.isPresent()) {
            removed = horizon.isPresent()
                    ? files.removeOfBefore(whose.get(), horizon.get())
                    : files.removeOf(whose.get());
        } else {
            removed = horizon.isPresent() ? files.removeBefore(horizon.get()) : purge.removeOld();
        }
        return CommandResult.fields()
                .field("removed", removed)
                .build()
                .withMessage(removed == 1 ? "1 file is removed." : removed + " files are removed.");
    }
}
