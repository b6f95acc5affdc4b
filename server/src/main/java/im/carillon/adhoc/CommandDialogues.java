package im.carillon.adhoc;

import im.carillon.adhoc.AdHocStep.Ask;
import im.carillon.adhoc.AdHocStep.Done;
import im.carillon.dataforms.Form;
import im.carillon.dataforms.InvalidFormException;
import im.carillon.dataforms.Submission;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.ErrorType;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlAttribute;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leads users through commands, step by step (XEP-0050 §2.4), whatever the commands belong to. */
@Singleton
public final class CommandDialogues {

    private static final Logger LOG = LoggerFactory.getLogger(CommandDialogues.class);

    public static final String NAMESPACE = "http://jabber.org/protocol/commands";

    private final Executions executions;

    @Inject
    CommandDialogues(Executions executions) {
        this.executions = executions;
    }

    /**
     * The answer to a request of a user.
     *
     * @param commands finds a command by its node
     */
    public XmlElement answer(
            AdHocRequest asked, XmlElement payload, Function<String, Optional<? extends AdHocCommand>> commands)
            throws StanzaException {
        Optional<String> node = payload.attribute("node");
        if (node.isEmpty()) {
            throw new StanzaException(ErrorCondition.BAD_REQUEST, "a command has a node (XEP-0050 §4.1)");
        }
        AdHocAction action = AdHocAction.of(payload.attributeOr("action", "execute"));
        Optional<String> id = payload.attribute("sessionid");
        if (id.isPresent()) {
            return proceed(executions.find(id.get(), node.get(), asked), action, payload);
        }
        AdHocCommand command = commands.apply(node.get())
                .orElseThrow(() -> new StanzaException(ErrorCondition.ITEM_NOT_FOUND, "there is no such command"));
        return begin(command, action, asked, payload);
    }

    private XmlElement begin(AdHocCommand command, AdHocAction action, AdHocRequest asked, XmlElement payload)
            throws StanzaException {
        requireAllowed(command, asked);
        if (action != AdHocAction.EXECUTE) {
            throw CommandError.BAD_ACTION.because("a command begins with execute");
        }
        AdHocStep first = command.begin(asked);
        if (first instanceof Ask question && command.takesFilledIn() && isFilledIn(payload)) {
            first = question.then().proceed(question.usual(), filledIn(question, payload));
        }
        return follow(executions.begin(command, asked), first);
    }

    private static boolean isFilledIn(XmlElement payload) {
        return Form.in(payload)
                .filter(form -> form.attributeOr("type", "").equals("submit"))
                .isPresent();
    }

    /** Asked at every step, since somebody may have lost the right to the command meanwhile. */
    private static void requireAllowed(AdHocCommand command, AdHocRequest request) throws StanzaException {
        if (!command.isAllowed(request)) {
            throw new StanzaException(ErrorCondition.FORBIDDEN, ErrorType.CANCEL, "this command is not for you");
        }
    }

    private XmlElement proceed(Execution execution, AdHocAction asked, XmlElement payload) throws StanzaException {
        if (asked == AdHocAction.CANCEL) {
            executions.end(execution);
            return answer(execution, "canceled").build();
        }
        requireAllowed(execution.command(), execution.owner());
        AdHocAction action = asked == AdHocAction.EXECUTE ? execution.open().usual() : asked;
        if (!execution.actions().contains(action)) {
            throw CommandError.BAD_ACTION.because("not possible here: " + action.wire());
        }
        if (action == AdHocAction.PREV) {
            execution.back();
            return question(execution);
        }
        Ask question = execution.open();
        return follow(execution, question.then().proceed(action, filledIn(question, payload)));
    }

    private static Submission filledIn(Ask question, XmlElement payload) throws StanzaException {
        XmlElement form =
                Form.in(payload).orElseThrow(() -> CommandError.BAD_PAYLOAD.because("the form was not filled in"));
        try {
            return question.accepted().read(form);
        } catch (InvalidFormException e) {
            throw CommandError.BAD_PAYLOAD.because(String.valueOf(e.getMessage()));
        }
    }

    private XmlElement follow(Execution execution, AdHocStep step) throws StanzaException {
        return switch (step) {
            case Ask question -> {
                execution.ask(question);
                executions.keep(execution);
                yield question(execution);
            }
            case Done done -> {
                executions.end(execution);
                LOG.info(
                        "{} ran \"{}\"",
                        execution.owner().from(),
                        execution.command().node());
                yield completed(execution, done);
            }
        };
    }

    private static XmlElement question(Execution execution) {
        Ask question = execution.open();
        XmlElement.Builder actions = XmlElement.builder(NAMESPACE, "actions")
                .attribute("execute", question.usual().wire());
        execution.actions().forEach(action -> actions.child(XmlElement.of(NAMESPACE, action.wire())));
        return answer(execution, "executing")
                .child(actions.build())
                .child(question.form().toElement())
                .build();
    }

    private static XmlElement completed(Execution execution, Done done) {
        XmlElement.Builder answer = answer(execution, "completed");
        if (!done.note().isEmpty()) {
            answer.child(XmlElement.builder(NAMESPACE, "note")
                    .attribute("type", done.failed() ? "error" : "info")
                    .text(done.note())
                    .build());
        }
        done.result().ifPresent(answer::child);
        return answer.build();
    }

    /** Everything here is in English (XEP-0050 §3.7). */
    private static XmlElement.Builder answer(Execution execution, String status) {
        return XmlElement.builder(NAMESPACE, "command")
                .attribute("node", execution.command().node())
                .attribute("sessionid", execution.id())
                .attribute("status", status)
                .attribute(new XmlAttribute(Namespaces.XML, "lang", "en"));
    }
}
