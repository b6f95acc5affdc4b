package im.carillon.pubsub.node;

import im.carillon.dataforms.Field;
import im.carillon.dataforms.Form;
import im.carillon.dataforms.InvalidFormException;
import im.carillon.dataforms.Submission;
import im.carillon.xml.XmlElement;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How a node is configured. Immutable. */
public final class NodeConfig {

    public static final String FORM_TYPE = "http://jabber.org/protocol/pubsub#node_config";
    public static final String PUBLISH_OPTIONS = "http://jabber.org/protocol/pubsub#publish-options";

    private final Map<NodeOption, List<String>> values;
    private final AccessModel accessModel;
    private final PublishModel publishModel;
    private final SendLast sendLast;
    private final Set<String> rosterGroups;

    private NodeConfig(Map<NodeOption, List<String>> given) {
        values = new EnumMap<>(NodeOption.class);
        given.forEach((option, texts) -> {
            if (!texts.isEmpty()) {
                values.put(option, List.copyOf(texts));
            }
        });
        accessModel = choice(AccessModel.class, NodeOption.ACCESS_MODEL);
        publishModel = choice(PublishModel.class, NodeOption.PUBLISH_MODEL);
        sendLast = choice(SendLast.class, NodeOption.SEND_LAST_PUBLISHED_ITEM);
        rosterGroups = Set.copyOf(texts(NodeOption.ROSTER_GROUPS_ALLOWED));
    }

    /** What a node of a pubsub service has when nobody said anything. */
    public static NodeConfig standard() {
        Map<NodeOption, List<String>> values = new EnumMap<>(NodeOption.class);
        NodeOption.all().forEach(option -> values.put(option, option.standard()));
        return new NodeConfig(values);
    }

    /** The same with another value, which must be one that the option allows. */
    public NodeConfig with(NodeOption option, String value) {
        return with(Map.of(option, List.of(value)));
    }

    private NodeConfig with(Map<NodeOption, List<String>> changed) {
        Map<NodeOption, List<String>> copy = new EnumMap<>(values);
        copy.putAll(changed);
        return new NodeConfig(copy);
    }

    private <E extends Enum<E> & Wire> E choice(Class<E> type, NodeOption option) {
        return Enum.valueOf(type, text(option).toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** The values of an option, in their normal form. */
    public List<String> texts(NodeOption option) {
        return values.getOrDefault(option, List.of());
    }

    /** The one value of an option, or nothing. */
    public String text(NodeOption option) {
        List<String> texts = texts(option);
        return texts.isEmpty() ? "" : texts.getFirst();
    }

    public boolean flag(NodeOption option) {
        return text(option).equals("1");
    }

    /** A number; {@code otherwise} stands for {@code max}. */
    public int number(NodeOption option, int otherwise) {
        String text = text(option);
        return text.equals(NodeOption.MAX) ? otherwise : Math.min(Integer.parseInt(text), otherwise);
    }

    public AccessModel accessModel() {
        return accessModel;
    }

    public PublishModel publishModel() {
        return publishModel;
    }

    public SendLast sendLast() {
        return sendLast;
    }

    public Set<String> rosterGroups() {
        return rosterGroups;
    }

    public boolean persists() {
        return flag(NodeOption.PERSIST_ITEMS);
    }

    public boolean deliversPayloads() {
        return flag(NodeOption.DELIVER_PAYLOADS);
    }

    public WhenFull whenFull() {
        return choice(WhenFull.class, NodeOption.PUBLISH_NODE_FULL);
    }

    public ItemReply itemReply() {
        return choice(ItemReply.class, NodeOption.ITEMREPLY);
    }

    /** How many seconds an item lives; 0 when it lives as long as the node. */
    public long itemSeconds() {
        return text(NodeOption.ITEM_EXPIRE).equals(NodeOption.MAX)
                ? 0
                : number(NodeOption.ITEM_EXPIRE, Integer.MAX_VALUE);
    }

    /** The form an owner fills in. */
    public Form form() {
        return Form.asking(FORM_TYPE, fields());
    }

    /** The configuration as something to be told. */
    public XmlElement result() {
        return Form.result(FORM_TYPE, Arrays.asList(fields())).toElement();
    }

    private Field[] fields() {
        return NodeOption.all().stream()
                .map(option -> option.field(texts(option)))
                .toArray(Field[]::new);
    }

    /** This configuration with what a form changes; fields that are not known are ignored (XEP-0004 §3.1). */
    public NodeConfig changedBy(XmlElement submitted) throws InvalidFormException {
        return with(read(FORM_TYPE, submitted));
    }

    private Map<NodeOption, List<String>> read(String formType, XmlElement submitted) throws InvalidFormException {
        Submission submission = Form.asking(formType, fields()).read(submitted);
        Map<NodeOption, List<String>> changed = new EnumMap<>(NodeOption.class);
        for (NodeOption option : NodeOption.all()) {
            List<String> given = submission.texts(option.variable());
            // a list or a flag that is sent without a value keeps the one it has
            List<String> kept = given.isEmpty() && option.standard().size() == 1 ? texts(option) : given;
            if (!option.allows(kept)) {
                throw new InvalidFormException(option.variable() + " cannot be '" + String.join(", ", kept) + "'");
            }
            changed.put(option, kept);
        }
        return changed;
    }

    /**
     * This configuration with what the options of a publication ask for (XEP-0060 §7.1.5).
     *
     * @return nothing when they have a field that is no option
     */
    public Optional<NodeConfig> meeting(XmlElement options) throws InvalidFormException {
        for (XmlElement field : options.children(Form.NAMESPACE, "field")) {
            String variable = field.attributeOr("var", "");
            if (!variable.equals(Field.FORM_TYPE) && NodeOption.of(variable).isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of(with(read(PUBLISH_OPTIONS, options)));
    }

    /** As it is stored: a line for each value. */
    public String stored() {
        StringBuilder text = new StringBuilder(512);
        values.forEach((option, given) -> given.forEach(value -> text.append(option.variable())
                .append('=')
                .append(value.replace("\\", "\\\\").replace("\n", "\\n"))
                .append('\n')));
        return text.toString();
    }

    /** What was stored; options that did not exist then have their default. */
    public static NodeConfig ofStored(String stored) {
        Map<NodeOption, List<String>> read = new EnumMap<>(NodeOption.class);
        for (String line : stored.split("\n")) {
            int end = line.indexOf('=');
            Optional<NodeOption> option = end < 0 ? Optional.empty() : NodeOption.of(line.substring(0, end));
            option.ifPresent(known -> read.merge(known, List.of(plain(line.substring(end + 1))), NodeConfig::joined));
        }
        for (NodeOption option : NodeOption.all()) {
            if (option.standard().size() == 1) {
                read.putIfAbsent(option, option.standard());
            }
        }
        return new NodeConfig(read);
    }

    private static List<String> joined(List<String> first, List<String> second) {
        return java.util.stream.Stream.concat(first.stream(), second.stream()).toList();
    }

    private static String plain(String stored) {
        StringBuilder plain = new StringBuilder(stored.length());
        for (int i = 0; i < stored.length(); i++) {
            char c = stored.charAt(i);
            if (c == '\\' && i + 1 < stored.length()) {
                i++;
                plain.append(stored.charAt(i) == 'n' ? '\n' : stored.charAt(i));
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NodeConfig that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return stored();
    }
}
