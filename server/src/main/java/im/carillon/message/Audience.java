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
}
