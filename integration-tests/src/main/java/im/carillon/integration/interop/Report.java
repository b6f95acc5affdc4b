package im.carillon.integration.interop;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.igniterealtime.smack.inttest.FailedTest;
import org.igniterealtime.smack.inttest.SmackIntegrationTestFramework.TestRunResult;
import org.igniterealtime.smack.inttest.SuccessfulTest;
import org.igniterealtime.smack.inttest.TestNotPossible;

/** What a run gave, and which of its failures nobody has explained. */
final class Report {

    private final Explanations explanations;
    private final List<String> passed = new ArrayList<>();
    private final List<FailedTest> failed = new ArrayList<>();
    private final List<String> impossible = new ArrayList<>();

    private Report(Explanations explanations) {
        this.explanations = explanations;
    }

    static Report of(TestRunResult result, Explanations explanations) {
        Report report = new Report(explanations);
        for (SuccessfulTest test : result.getSuccessfulTests()) {
            report.passed.add(test.concreteTest.toString());
        }
        report.failed.addAll(result.getFailedTests());
        for (TestNotPossible test : result.getNotPossibleTests()) {
            report.impossible.add(test.concreteTest + ": " + test.testNotPossibleException.getMessage());
        }
        result.getImpossibleTestClasses()
                .forEach((type, reason) -> report.impossible.add(type.getSimpleName() + ": " + reason.getMessage()));
        return report;
    }

    boolean isExplained() {
        return !passed.isEmpty() && failed.stream().allMatch(this::isExplained);
    }

    private boolean isExplained(FailedTest test) {
        return explanations.of(name(test)).isPresent();
    }

    private static TestName name(FailedTest test) {
        return TestName.of(test.concreteTest.getMethod());
    }

    /** The counts, and a line for each failure. */
    void print(PrintStream out) {
        for (FailedTest test : failed) {
            String why = explanations
                    .of(name(test))
                    .map(reason -> "explained: " + reason)
                    .orElse("UNEXPLAINED");
            out.println("failed " + test.concreteTest + ": " + firstLine(test.failureReason) + " [" + why + "]");
        }
        Set<String> unexplained = new LinkedHashSet<>();
        failed.stream()
                .filter(test -> !isExplained(test))
                .forEach(test -> unexplained.add(name(test).toString()));
        out.println("passed " + passed.size() + ", failed " + failed.size() + " (unexplained " + unexplained.size()
                + "), impossible " + impossible.size());
    }

    private static String firstLine(Throwable reason) {
        return String.valueOf(reason).lines().findFirst().orElse("");
    }

    /** Every test with its outcome, and the stack traces. */
    void write(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        passed.forEach(test -> lines.add("passed\t" + test));
        failed.forEach(test -> lines.add("failed\t" + test.concreteTest + ": " + firstLine(test.failureReason)));
        impossible.forEach(test -> lines.add("impossible\t" + test));
        Files.write(folder.resolve("results.tsv"), lines);
        try (PrintWriter traces = new PrintWriter(Files.newBufferedWriter(folder.resolve("failures.txt")))) {
            for (FailedTest test : failed) {
                traces.println(test.concreteTest);
                test.failureReason.printStackTrace(traces);
                traces.println();
            }
        }
    }
}
