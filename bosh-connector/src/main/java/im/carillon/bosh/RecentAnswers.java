package im.carillon.bosh;

import java.util.ArrayDeque;
import java.util.Optional;

/**
 * The last answers of a session, for a client that lost one and repeats its request (XEP-0124 §14.3).
 * A client that has as many requests here as it may cannot miss an older one. Guarded by its
 * session's lock.
 */
final class RecentAnswers {

    /**
     * One of them.
     *
     * @param keys what the key of the request had to continue
     * @param sent when, by the session's clock
     */
    record Recent(long rid, byte[] body, KeySequence keys, long sent) {}

    private final ArrayDeque<Recent> answers = new ArrayDeque<>(2);
    private final int most;

    RecentAnswers(int most) {
        this.most = most;
    }

    void add(Recent answer) {
        if (answers.size() == most) {
            answers.removeFirst();
        }
        answers.addLast(answer);
    }

    Optional<Recent> find(long rid) {
        for (Recent answer : answers) {
            if (answer.rid() == rid) {
                return Optional.of(answer);
            }
        }
        return Optional.empty();
    }

    /** The client has these. */
    void forgetUpTo(long rid) {
        while (!answers.isEmpty() && answers.getFirst().rid() <= rid) {
            answers.removeFirst();
        }
    }
}
