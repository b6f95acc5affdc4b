package im.carillon.message;

import im.carillon.session.Session;
import java.util.List;

/**
 * Which sessions get a message, each of them once.
 *
 * @param direct those it is for
 * @param received the recipient's others that want copies
 * @param sent the sender's others that want copies
 */
record Audience(List<Session> direct, List<Session> received, List<Session> sent) {

    /** Whether nobody whom the message is for gets it; copies do not count. */
    boolean misses() {
        return direct.isEmpty();
    }

    /** Those it is for who still have to be given earlier messages. */
    List<Session> behind() {
        return direct.stream().filter(Session::isBehind).toList();
    }

    /** All but these. */
    Audience without(List<Session> behind) {
        return behind.isEmpty()
                ? this
                : new Audience(
                        direct.stream()
                                .filter(session -> !behind.contains(session))
                                .toList(),
                        received,
                        sent);
    }
}
