package im.carillon.account;

import im.carillon.jid.BareJid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What became of an import, collected by the thread that runs it. The problems it names are bounded. */
final class ImportReport {

    private static final int MOST_NAMED = 1_000;

    private final List<Problem> problems = new ArrayList<>();
    private int made;
    private int existing;
    private int malformed;

    /** @param line from 1 */
    record Problem(long line, Optional<BareJid> address, String reason) {}

    void made(int count) {
        made += count;
    }

    void existed(long line, BareJid address) {
        existing++;
        name(new Problem(line, Optional.of(address), "exists already, left as it is"));
    }

    void malformed(long line, Optional<BareJid> address, String reason) {
        malformed++;
        name(new Problem(line, address, reason));
    }

    private void name(Problem problem) {
        if (problems.size() < MOST_NAMED) {
            problems.add(problem);
        }
    }

    int made() {
        return made;
    }

    int existing() {
        return existing;
    }

    int malformed() {
        return malformed;
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    int unnamed() {
        return existing + malformed - problems.size();
    }
}
