package im.carillon.adhoc;

import im.carillon.adhoc.AdHocStep.Ask;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;

/**
 * A command under way: the questions that were asked so far, the last one open. Used by the thread
 * of the session that runs it.
 */
final class Execution {

    private final String id;
    private final AdHocCommand command;
    private final AdHocRequest owner;
    private final Deque<Ask> asked = new ArrayDeque<>();

    Execution(String id, AdHocCommand command, AdHocRequest owner) {
        this.id = id;
        this.command = command;
        this.owner = owner;
    }

    String id() {
        return id;
    }

    AdHocCommand command() {
        return command;
    }

    AdHocRequest owner() {
        return owner;
    }

    Ask open() {
        return asked.element();
    }

    void ask(Ask question) {
        asked.push(question);
    }

    /** Opens the question before this one again. */
    void back() {
        asked.pop();
    }

    /** The actions that are possible now, besides canceling. */
    Set<AdHocAction> actions() {
        Set<AdHocAction> actions = EnumSet.copyOf(open().actions());
        if (asked.size() > 1) {
            actions.add(AdHocAction.PREV);
        }
        return actions;
    }
}
