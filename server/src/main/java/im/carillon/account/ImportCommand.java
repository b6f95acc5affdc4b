package im.carillon.account;

import im.carillon.account.ImportReport.Problem;
import im.carillon.command.Command;
import im.carillon.command.CommandInvocation;
import im.carillon.command.CommandResult;
import im.carillon.command.CommandSource;
import im.carillon.sasl.PasswordKeys;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** {@code user import}. */
public final class ImportCommand implements CommandSource {

    private final AccountDirectory accounts;
    private final PasswordKeys passwords;

    @Inject
    ImportCommand(AccountDirectory accounts, PasswordKeys passwords) {
        this.accounts = accounts;
        this.passwords = passwords;
    }

    @Override
    public List<Command> commands() {
        return List.of(Command.named("user import")
                .summary("Makes many accounts.")
                .details("A line has an address and a password, or an address and SCRAM keys. Accounts that exist"
                        + " are left as they are, so an import may be repeated.")
                .reads("The accounts, one on each line.")
                .runs(this::run));
    }

    private CommandResult run(CommandInvocation invocation) throws IOException, InterruptedException {
        // deriving keys is all these threads do, so that there is no use in more than one for each processor
        ExecutorService pool = Executors.newFixedThreadPool(
                Runtime.getRuntime().availableProcessors(),
                Thread.ofPlatform().name("import-", 0).daemon().factory());
        try {
            return result(new AccountImport(accounts, passwords, pool).run(invocation.input()));
        } catch (AccountException e) {
            throw AccountCommands.failure(e);
        } finally {
            pool.shutdownNow();
        }
    }

    private static CommandResult result(ImportReport report) {
        CommandResult counts = CommandResult.fields()
                .field("made", report.made())
                .field("existing", report.existing())
                .field("malformed", report.malformed())
                .build();
        if (report.problems().isEmpty()) {
            return counts;
        }
        CommandResult.TableBuilder table = CommandResult.table("line", "address", "problem");
        for (Problem problem : report.problems()) {
            table.row(problem.line(), problem.address(), problem.reason());
        }
        CommandResult result = counts.withTable(table.build()).withExitCode(1);
        return report.unnamed() > 0 ? result.withMessage("There are " + report.unnamed() + " more problems.") : result;
    }
}
