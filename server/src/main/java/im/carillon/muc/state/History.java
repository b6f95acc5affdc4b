package im.carillon.muc.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;

/** The last messages of a room, kept in memory for those who enter. Guarded by its room. */
final class History {

    private final Deque<Said> said;

    History(Collection<Said> stored) {
        said = new ArrayDeque<>(stored);
    }

    void add(Said message, int most) {
        said.addLast(message);
        trim(most);
    }

    void trim(int most) {
        while (said.size() > most) {
            said.removeFirst();
        }
    }

    /** Takes back a message that could not be stored after all. */
    void remove(long position) {
        said.removeIf(message -> message.position() == position);
    }

    void replace(long position, UnaryOperator<Said> change) {
        List<Said> changed = said.stream()
                .map(message -> message.position() == position ? change.apply(message) : message)
                .toList();
        said.clear();
        said.addAll(changed);
    }

    List<Said> all() {
        return new ArrayList<>(said);
    }
}
