package im.carillon.adhoc;

import im.carillon.dataforms.Form;
import im.carillon.dataforms.FormTable;
import im.carillon.dataforms.Submission;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Where a command stands: it asks something, or it is done. */
public sealed interface AdHocStep {

    /**
     * The command needs an answer.
     *
     * @param accepted what the answer is held against, as a rule the form itself
     * @param actions which of next and complete can follow; going back comes by itself
     * @param usual the action that {@code execute} stands for
     * @param then goes on with the answer; may be called again when the user went back
     */
    record Ask(Form form, Form accepted, Set<AdHocAction> actions, AdHocAction usual, Continuation then)
            implements AdHocStep {

        public Ask(Form form, Set<AdHocAction> actions, AdHocAction usual, Continuation then) {
            this(form, form, actions, usual, then);
        }

        public Ask {
            actions = Set.copyOf(actions);
            if (!actions.contains(usual)) {
                throw new IllegalArgumentException(usual + " is not among " + actions);
            }
        }
    }

    /**
     * The command is done.
     *
     * @param note what to tell the user; may be empty
     * @param failed whether the command was of no use, which the note then explains
     */
    record Done(String note, boolean failed, Optional<XmlElement> result) implements AdHocStep {}

    /** Goes on with what the user filled in. */
    @FunctionalInterface
    interface Continuation {
        AdHocStep proceed(AdHocAction action, Submission filledIn) throws StanzaException;
    }

    /** A form after which the command is done. */
    static AdHocStep last(Form form, Continuation then) {
        return new Ask(form, EnumSet.of(AdHocAction.COMPLETE), AdHocAction.COMPLETE, then);
    }

    /** The same, whose answer may hold more than the form offers, so that the command itself refuses it. */
    static AdHocStep last(Form form, Form accepted, Continuation then) {
        return new Ask(form, accepted, EnumSet.of(AdHocAction.COMPLETE), AdHocAction.COMPLETE, then);
    }

    /** A form after which there is another one. */
    static AdHocStep next(Form form, Continuation then) {
        return new Ask(form, EnumSet.of(AdHocAction.NEXT), AdHocAction.NEXT, then);
    }

    static AdHocStep done(String note) {
        return new Done(note, false, Optional.empty());
    }

    static AdHocStep done(Form result) {
        return new Done("", false, Optional.of(result.toElement()));
    }

    static AdHocStep done(FormTable result) {
        return new Done("", false, Optional.of(result.toElement()));
    }

    static AdHocStep failed(String why) {
        return new Done(why, true, Optional.empty());
    }
}
