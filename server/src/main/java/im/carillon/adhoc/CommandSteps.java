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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leads users through commands, step by step (XEP-0050 §2.4), wherever the commands are. */
@Singleton
public final class CommandSteps {

    private static final Logger LOG = LoggerFactory.getLogger(CommandSteps.class);
    private static final String NAMESPACE = CommandList.NAMESPACE;

    private final Executions executions;

    @Inject
    CommandSteps(Executions executions) {
        this.executions = executions;
    }

    /**
     * Answers one {@code <command/>}.
     *
     * @param commands those that there are where it was sent to
     */
    public XmlElement answer(CommandList commands, AdHocRequest asked, XmlElement payload) throws StanzaException {
        Optional<String> node = payload.attribute("node");
        if (node.isEmpty()) {
            throw new StanzaException(ErrorCondition.BAD_REQUEST, "a command has a node (XEP-0050 §4.1)");
        }
        AdHocAction action = AdHocAction.of(payload.attributeOr("action", "execute"));
        Optional<String> id = payload.attribute("sessionid");
        return id.isPresent()
                ? proceed(executions.find(id.get(), node.get(), asked), action, payload)
                : begin(commands, node.get(), action, asked);
    }

    private XmlElement begin(CommandList commands, String node, AdHocAction action, AdHocRequest asked)
            throws StanzaException {
        AdHocCommand command = commands.find(node)
                .orElseThrow(() -> new StanzaException(ErrorCondition.ITEM_NOT_FOUND, "there is no such command"));
        requireAllowed(command, asked);
        if (action != AdHocAction.EXECUTE) {
            throw CommandError.BAD_ACTION.because("a command begins with execute");
        }
        return follow(executions.begin(command, asked), command.begin(asked));
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
        done.result().ifPresent(form -> answer.child(form.toElement()));
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
