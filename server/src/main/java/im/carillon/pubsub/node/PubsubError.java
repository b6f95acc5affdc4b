package im.carillon.pubsub.node;

import im.carillon.dataforms.InvalidFormException;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.ErrorType;
import im.carillon.stanza.StanzaError;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import java.util.Optional;

/** The errors of XEP-0060 with their two conditions and the type that goes with them. */
public enum PubsubError {
    BAD_REQUEST(ErrorCondition.BAD_REQUEST, "", "the request cannot be understood"),
    FORBIDDEN(ErrorCondition.FORBIDDEN, "", "you may not do this to this node"),
    NO_NODE(ErrorCondition.ITEM_NOT_FOUND, "", "there is no such node"),
    NO_ITEM(ErrorCondition.ITEM_NOT_FOUND, "", "there is no such item"),
    NODE_EXISTS(ErrorCondition.CONFLICT, "", "there is a node of that name already"),
    NOT_ACCEPTABLE(ErrorCondition.NOT_ACCEPTABLE, "", "this cannot be done"),
    INVALID_JID(ErrorCondition.BAD_REQUEST, "invalid-jid", "the address is not yours"),
    PRESENCE_SUBSCRIPTION_REQUIRED(
            ErrorCondition.NOT_AUTHORIZED,
            "presence-subscription-required",
            "this is for those who get the owner's presence"),
    NOT_IN_ROSTER_GROUP(
            ErrorCondition.NOT_AUTHORIZED, "not-in-roster-group", "this is for certain groups of the owner's roster"),
    CLOSED_NODE(ErrorCondition.NOT_ALLOWED, "closed-node", "this is for those whom the owner has listed"),
    PENDING_SUBSCRIPTION(
            ErrorCondition.NOT_AUTHORIZED, "pending-subscription", "an owner has not answered your request yet"),
    TOO_MANY_SUBSCRIPTIONS(
            ErrorCondition.POLICY_VIOLATION,
            ErrorType.WAIT,
            "too-many-subscriptions",
            "that are too many subscriptions"),
    NO_SUCH_SUBSCRIBER(
            ErrorCondition.UNEXPECTED_REQUEST, ErrorType.CANCEL, "not-subscribed", "this address is not subscribed"),
    NOT_SUBSCRIBED(ErrorCondition.NOT_AUTHORIZED, "not-subscribed", "this is for subscribers"),
    SUBID_REQUIRED(ErrorCondition.BAD_REQUEST, "subid-required", "there are several subscriptions: which one?"),
    INVALID_SUBID(ErrorCondition.NOT_ACCEPTABLE, "invalid-subid", "there is no such subscription"),
    JID_REQUIRED(ErrorCondition.BAD_REQUEST, "jid-required", "whose subscription?"),
    INVALID_OPTIONS(ErrorCondition.BAD_REQUEST, "invalid-options", "these options cannot be set"),
    NODEID_REQUIRED(ErrorCondition.BAD_REQUEST, "nodeid-required", "which node?"),
    ITEM_REQUIRED(ErrorCondition.BAD_REQUEST, "item-required", "which item?"),
    ITEM_FORBIDDEN(ErrorCondition.BAD_REQUEST, "item-forbidden", "this node takes no items"),
    PAYLOAD_REQUIRED(ErrorCondition.BAD_REQUEST, "payload-required", "this node takes items with a payload"),
    INVALID_PAYLOAD(ErrorCondition.BAD_REQUEST, "invalid-payload", "an item carries one element"),
    PAYLOAD_TOO_BIG(ErrorCondition.NOT_ACCEPTABLE, "payload-too-big", "the payload is too big for this node"),
    NODE_FULL(ErrorCondition.CONFLICT, "node-full", "the node is full"),
    MAX_ITEMS_EXCEEDED(ErrorCondition.NOT_ALLOWED, "max-items-exceeded", "these are more items than the node holds"),
    MAX_NODES_EXCEEDED(
            ErrorCondition.POLICY_VIOLATION, ErrorType.WAIT, "max-nodes-exceeded", "that are too many nodes"),
    PRECONDITION_NOT_MET(
            ErrorCondition.CONFLICT,
            "precondition-not-met",
            "the node is configured otherwise than the options ask for"),
    UNSUPPORTED_ACCESS_MODEL(
            ErrorCondition.NOT_ACCEPTABLE, "unsupported-access-model", "there is no such access model here");

    public static final String NAMESPACE = "http://jabber.org/protocol/pubsub#errors";

    private final ErrorCondition condition;
    private final ErrorType type;
    private final String specific;
    private final String text;

    PubsubError(ErrorCondition condition, String specific, String text) {
        this(condition, condition.type(), specific, text);
    }

    PubsubError(ErrorCondition condition, ErrorType type, String specific, String text) {
        this.condition = condition;
        this.type = type;
        this.specific = specific;
        this.text = text;
    }

    public StanzaError error() {
        return error(text);
    }

    private StanzaError error(String said) {
        return new StanzaError(
                condition,
                type,
                said,
                specific.isEmpty() ? Optional.empty() : Optional.of(XmlElement.of(NAMESPACE, specific)));
    }

    public StanzaException exception() {
        return new StanzaException(error());
    }

    /** The same with a text that says more. */
    public StanzaException exception(String said) {
        return new StanzaException(error(said));
    }

    /** The same with what is wrong in a form. */
    public StanzaException exception(InvalidFormException wrong) {
        return exception(String.valueOf(wrong.getMessage()));
    }

    /** The node is somewhere else now (XEP-0060 §6.1.3.11). */
    public static StanzaException moved(String uri) {
        return new StanzaException(
                new StanzaError(ErrorCondition.GONE, ErrorType.MODIFY, "the node has moved to " + uri, Optional.empty())
                        .withAddress(uri));
    }

    /** The same with what is wrong in the request, which the answer repeats alone. */
    public StanzaException exception(String said, XmlElement wrong) {
        return new StanzaException(error(said).withContent(wrong));
    }

    /** What a node or a service does not do, by the name of the feature. */
    public static StanzaException unsupported(String feature) {
        return new StanzaException(
                ErrorCondition.FEATURE_NOT_IMPLEMENTED,
                "this is not possible here: " + feature,
                XmlElement.builder(NAMESPACE, "unsupported")
                        .attribute("feature", feature)
                        .build());
    }
}
