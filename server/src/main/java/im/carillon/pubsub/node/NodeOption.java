package im.carillon.pubsub.node;

import com.google.common.collect.ImmutableList;
import im.carillon.dataforms.Field;
import im.carillon.dataforms.FieldType;
import im.carillon.dataforms.Option;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of a node's configuration (XEP-0060 §16.4.4) that this server knows, each with its default. */
public enum NodeOption {
    TITLE("title", FieldType.TEXT_SINGLE, "A friendly name for the node"),
    DESCRIPTION("description", FieldType.TEXT_SINGLE, "A description of the node"),
    TYPE("type", FieldType.TEXT_SINGLE, "The kind of data in the node, as a rule the namespace of its payload"),
    LANGUAGE("language", FieldType.TEXT_SINGLE, "The default language of the node"),
    CONTACT("contact", FieldType.JID_MULTI, "Whom to contact with questions"),
    NODE_TYPE("node_type", "What the node holds", "leaf", List.of("leaf")),
    ACCESS_MODEL("access_model", "Who may subscribe and retrieve items", "open", Wire.names(AccessModel.values())),
    ROSTER_GROUPS_ALLOWED("roster_groups_allowed", FieldType.TEXT_MULTI, "The roster groups that may do so"),
    PUBLISH_MODEL("publish_model", "Who may publish", "publishers", Wire.names(PublishModel.values())),
    SUBSCRIBE("subscribe", "Whether subscriptions are possible", true),
    PERSIST_ITEMS("persist_items", "Whether items are stored", true),
    MAX_ITEMS("max_items", "How many items are stored, or max", "256", 0),
    ITEM_EXPIRE("item_expire", "After how many seconds items are removed, or max for never", "max", 1),
    MAX_PAYLOAD_SIZE("max_payload_size", "The largest payload in bytes", "262144", 1),
    PUBLISH_NODE_FULL(
            "publish_node_full",
            "What happens when more is published",
            "retract-oldest",
            Wire.names(WhenFull.values())),
    DELIVER_NOTIFICATIONS("deliver_notifications", "Whether notifications are sent", true),
    DELIVER_PAYLOADS("deliver_payloads", "Whether they carry the payload", true),
    NOTIFICATION_TYPE(
            "notification_type", "The type of their messages", "headline", List.of("normal", "headline", "chat")),
    NOTIFY_CONFIG("notify_config", "Whether subscribers are told of a new configuration", false),
    NOTIFY_DELETE("notify_delete", "Whether subscribers are told when the node is deleted", true),
    NOTIFY_RETRACT("notify_retract", "Whether subscribers are told when items are removed", true),
    NOTIFY_SUB("notify_sub", "Whether owners are told who subscribes and unsubscribes", false),
    PRESENCE_BASED_DELIVERY("presence_based_delivery", "Whether only available users are notified", false),
    SEND_LAST_PUBLISHED_ITEM(
            "send_last_published_item",
            "When the last published item is sent",
            "on_sub",
            Wire.names(SendLast.values())),
    TEMPSUB("tempsub", "Whether subscriptions end with the presence of the subscriber", false),
    ITEMREPLY("itemreply", "Whose address items carry", "none", Wire.names(ItemReply.values()));

    /** As many as the server allows. */
    static final String MAX = "max";

    private static final Map<String, NodeOption> BY_VARIABLE = new HashMap<>();

    static {
        for (NodeOption option : values()) {
            BY_VARIABLE.put(option.variable, option);
        }
    }

    private final String variable;
    private final FieldType type;
    private final String label;
    private final ImmutableList<String> standard;
    private final ImmutableList<String> choices;
    private final boolean number;
    private final int least;

    NodeOption(
            String name,
            FieldType type,
            String label,
            List<String> standard,
            List<String> choices,
            boolean number,
            int least) {
        this.variable = "pubsub#" + name;
        this.type = type;
        this.label = label;
        this.standard = ImmutableList.copyOf(standard);
        this.choices = ImmutableList.copyOf(choices);
        this.number = number;
        this.least = least;
    }

    NodeOption(String name, FieldType type, String label) {
        this(name, type, label, List.of(), List.of(), false, 0);
    }

    NodeOption(String name, String label, String standard, List<String> choices) {
        this(name, FieldType.LIST_SINGLE, label, List.of(standard), choices, false, 0);
    }

    NodeOption(String name, String label, boolean standard) {
        this(name, FieldType.BOOLEAN, label, List.of(standard ? "1" : "0"), List.of(), false, 0);
    }

    /** A whole number, or {@code max}. */
    NodeOption(String name, String label, String standard, int least) {
        this(name, FieldType.TEXT_SINGLE, label, List.of(standard), List.of(), true, least);
    }

    /** The name of the field. */
    public String variable() {
        return variable;
    }

    static Optional<NodeOption> of(String variable) {
        return Optional.ofNullable(BY_VARIABLE.get(variable));
    }

    List<String> standard() {
        return standard;
    }

    /** Whether a value in its normal form is one that the option can have. */
    boolean allows(List<String> values) {
        return !number || values.size() == 1 && isNumber(values.getFirst());
    }

    private boolean isNumber(String value) {
        try {
            return value.equals(MAX) && this != MAX_PAYLOAD_SIZE || Integer.parseInt(value) >= least;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    Field field(List<String> values) {
        return Field.of(type, variable, label)
                .withOptions(choices.stream().map(Option::new).toList())
                .with(values);
    }

    /** All of them, in the order of the form. */
    static List<NodeOption> all() {
        return Arrays.asList(values());
    }
}
