package im.carillon.archive;

import im.carillon.dataforms.Field;
import im.carillon.dataforms.Form;
import im.carillon.jid.InvalidJidException;
import im.carillon.jid.Jid;
import im.carillon.stanza.DateTimeProfile;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.StanzaException;
import im.carillon.timeline.Positions;
import im.carillon.xml.XmlElement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The form of an archive query (XEP-0313 §4.1): its fields, and what was filled in. */
final class QueryForm {

    static final String FULL_TEXT = "urn:xmpp:fulltext:0";

    private static final String VALIDATE = "http://jabber.org/protocol/xdata-validate";
    private static final String WITH = "with";
    private static final String START = "start";
    private static final String END = "end";
    private static final String BEFORE_ID = "before-id";
    private static final String AFTER_ID = "after-id";
    private static final String IDS = "ids";
    private static final String GROUPCHAT = "include-groupchat";
    private static final String TEXT = "{" + FULL_TEXT + "}fulltext";

    private static final int MOST_IDS = 1_000;
    private static final int LONGEST_TEXT = 1_000;

    private static final Set<String> EVERYWHERE = Set.of(WITH, START, END, BEFORE_ID, AFTER_ID, IDS);

    /** Fields that not every archive has. */
    enum Extra {
        GROUPCHAT(QueryForm.GROUPCHAT, "boolean"),
        TEXT(QueryForm.TEXT, "text-single");

        private final String field;
        private final String type;

        Extra(String field, String type) {
            this.field = field;
            this.type = type;
        }
    }

    /** With one of these the answer leaves out some of what is new. */
    private static final Set<String> PICKING = Set.of(WITH, END, BEFORE_ID, IDS, TEXT);

    private final Map<String, List<String>> values;

    /** Whether a query asks for certain messages rather than for what there is. */
    static boolean picks(XmlElement query) {
        return Form.in(query).stream()
                .flatMap(form -> form.children().stream())
                .anyMatch(field -> PICKING.contains(field.attributeOr("var", "")));
    }

    /** The fields that were filled in; all of them are checked when they are asked for. */
    private QueryForm(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * What was filled in.
     *
     * @param extras the fields that this archive has besides those of all
     */
    static QueryForm in(XmlElement query, Set<Extra> extras) throws StanzaException {
        Optional<XmlElement> form = Form.in(query);
        Map<String, List<String>> values = new LinkedHashMap<>();
        if (form.isEmpty()) {
            return new QueryForm(values);
        }
        if (!form.get().attributeOr("type", "").equals("submit")) {
            throw bad("the form of a query has the type 'submit'");
        }
        for (XmlElement field : form.get().children(Form.NAMESPACE, "field")) {
            String name = field.attributeOr("var", "");
            if (values.put(name, texts(field)) != null) {
                throw bad("the field '" + name + "' stands there twice");
            }
        }
        if (!List.of(ArchiveQueries.NAMESPACE).equals(values.remove(Field.FORM_TYPE))) {
            throw bad("the FORM_TYPE of a query is " + ArchiveQueries.NAMESPACE);
        }
        for (String name : values.keySet()) {
            if (!EVERYWHERE.contains(name) && extras.stream().noneMatch(extra -> extra.field.equals(name))) {
                throw new StanzaException(
                        ErrorCondition.FEATURE_NOT_IMPLEMENTED, "this archive has no field '" + name + "'");
            }
        }
        return new QueryForm(values);
    }

    private static List<String> texts(XmlElement field) {
        return field.children(Form.NAMESPACE, "value").stream()
                .map(value -> value.text().strip())
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static StanzaException bad(String text) {
        return new StanzaException(ErrorCondition.BAD_REQUEST, text);
    }

    private Optional<String> single(String name) throws StanzaException {
        List<String> texts = values.getOrDefault(name, List.of());
        if (texts.size() > 1) {
            throw bad("the field '" + name + "' takes one value");
        }
        return texts.stream().findFirst();
    }

    /** Groupchat messages are in the archives of rooms alone, so whether they are wanted changes nothing. */
    void checkGroupchat() throws StanzaException {
        Optional<String> wanted = single(GROUPCHAT);
        if (wanted.isPresent() && !Set.of("0", "1", "false", "true").contains(wanted.get())) {
            throw bad("the field '" + GROUPCHAT + "' is true or false");
        }
    }

    Optional<Jid> with() throws StanzaException {
        Optional<String> text = single(WITH);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Jid.parse(text.get()));
        } catch (InvalidJidException e) {
            throw new StanzaException(
                    ErrorCondition.JID_MALFORMED, "the field '" + WITH + "' is no address: " + e.getMessage());
        }
    }

    Optional<java.time.Instant> start() throws StanzaException {
        return time(START);
    }

    Optional<java.time.Instant> end() throws StanzaException {
        return time(END);
    }

    private Optional<java.time.Instant> time(String name) throws StanzaException {
        Optional<String> text = single(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(DateTimeProfile.parse(text.get())
                .orElseThrow(() -> bad("the field '" + name + "' is no time such as 2010-07-10T23:08:25Z (XEP-0082)")));
    }

    Optional<Long> beforeId() throws StanzaException {
        return id(BEFORE_ID);
    }

    Optional<Long> afterId() throws StanzaException {
        return id(AFTER_ID);
    }

    private Optional<Long> id(String name) throws StanzaException {
        Optional<String> text = single(name);
        return text.isEmpty() ? Optional.empty() : Optional.of(position(text.get()));
    }

    /** The messages that were named; nothing when all are wanted. */
    Optional<List<Long>> ids() throws StanzaException {
        Set<String> texts = new HashSet<>(values.getOrDefault(IDS, List.of()));
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        if (texts.size() > MOST_IDS) {
            throw bad("a query names " + MOST_IDS + " ids at most");
        }
        List<Long> positions = new ArrayList<>(texts.size());
        for (String text : texts) {
            positions.add(position(text));
        }
        return Optional.of(positions);
    }

    /** The place of a message in the timeline; an id that was never given out is not found. */
    static Long position(String id) throws StanzaException {
        return Positions.ofId(id)
                .orElseThrow(() -> new StanzaException(
                        ErrorCondition.ITEM_NOT_FOUND, "there is no message with one of the ids in this archive"));
    }

    /** What the messages are about (XEP-0431). */
    Optional<String> text() throws StanzaException {
        Optional<String> text = single(TEXT);
        if (text.isPresent() && text.get().length() > LONGEST_TEXT) {
            throw bad("the text to look for has " + LONGEST_TEXT + " characters at most");
        }
        return text;
    }

    /** The fields that can be filled in (XEP-0313 §4.1.5). */
    static XmlElement empty(Set<Extra> extras) {
        XmlElement.Builder form = XmlElement.builder(Form.NAMESPACE, "x").attribute("type", "form");
        form.child(field(Field.FORM_TYPE, "hidden")
                .child("value", ArchiveQueries.NAMESPACE)
                .build());
        form.child(field(WITH, "jid-single").build());
        for (String name : List.of(START, END, BEFORE_ID, AFTER_ID)) {
            form.child(field(name, "text-single").build());
        }
        form.child(field(IDS, "list-multi")
                .child(XmlElement.builder(VALIDATE, "validate")
                        .attribute("datatype", "xs:string")
                        .child(XmlElement.of(VALIDATE, "open"))
                        .build())
                .build());
        extras.forEach(extra -> form.child(field(extra.field, extra.type).build()));
        return form.build();
    }

    private static XmlElement.Builder field(String name, String type) {
        return XmlElement.builder(Form.NAMESPACE, "field")
                .attribute("type", type)
                .attribute("var", name);
    }
}
