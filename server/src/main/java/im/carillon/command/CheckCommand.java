package im.carillon.command;

import im.carillon.config.ConfigException;
import im.carillon.config.LoadedConfig;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** {@code check}: looks for what keeps the server from doing its work. */
public final class CheckCommand implements CommandSource {

    private final CurrentConfig config;
    private final Set<Check> checks;

    @Inject
    public CheckCommand(CurrentConfig config, Set<Check> checks) {
        this.config = config;
        this.checks = checks;
    }

    @Override
    public List<Command> commands() {
        return List.of(Command.named("check")
                .summary("Looks for mistakes: configuration, certificates, ports.")
                .details(
                        "The configuration is checked as the files are now. The exit code is 1 when there is an error.")
                .runs(invocation -> check()));
    }

    private CommandResult check() {
        List<Finding> findings = new ArrayList<>();
        try {
            LoadedConfig loaded = config.read();
            findings.add(Finding.ok("configuration", loaded.file() + " has no problems"));
            checks.forEach(check -> findings.addAll(check.run(loaded)));
        } catch (ConfigException e) {
            // what the other checks would look at is not known
            e.problems()
                    .forEach(problem -> findings.add(
                            Finding.error("configuration", problem.toString(), "correct this, then check again")));
        }
        return result(findings);
    }

    private static CommandResult result(List<Finding> findings) {
        CommandResult.TableBuilder table = CommandResult.table("level", "subject", "finding");
        findings.stream()
                .sorted(Comparator.comparing(Finding::level).thenComparing(Finding::subject))
                .forEach(finding -> table.row(finding.level().word(), finding.subject(), sentence(finding)));
        long errors = count(findings, Finding.Level.ERROR);
        long warnings = count(findings, Finding.Level.WARNING);
        return table.build().withMessage(summary(errors, warnings)).withExitCode(errors > 0 ? 1 : 0);
    }

    private static String sentence(Finding finding) {
        return finding.remedy().isEmpty() ? finding.what() : finding.what() + "; " + finding.remedy();
    }

    private static long count(List<Finding> findings, Finding.Level level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }

    private static String summary(long errors, long warnings) {
        if (errors + warnings == 0) {
            return "Everything is in order.";
        }
        return counted(errors, "error") + ", " + counted(warnings, "warning") + ".";
    }

    private static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
