package im.carillon.muc.protocol;

import im.carillon.dataforms.Field;
import im.carillon.dataforms.FieldType;
import im.carillon.dataforms.Form;
import im.carillon.dataforms.InvalidFormException;
import im.carillon.dataforms.Option;
import im.carillon.dataforms.Submission;
import im.carillon.jid.BareJid;
import im.carillon.muc.state.RoomConfig;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.ErrorType;
import im.carillon.stanza.StanzaError;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which rooms somebody looks for (XEP-0433 0.1.0 §5.1).
 *
 * @param terms each of which must be found somewhere; none for all rooms
 * @param rooms whether rooms of this protocol are wanted at all
 */
record SearchWish(
        List<String> terms, boolean inName, boolean inDescription, boolean inAddress, boolean rooms, boolean byUsers) {

    private static final String FORM = "urn:xmpp:channel-search:0:search-params";
    private static final String BY_USERS = "{urn:xmpp:channel-search:0:order}nusers";
    private static final String BY_ADDRESS = "{urn:xmpp:channel-search:0:order}address";
    private static final String ERRORS = "urn:xmpp:channel-search:0:error";
    private static final String MUC = "xep-0045";
    private static final int LONGEST_QUERY = 256;

    /** The form to be filled in. */
    static Form form() {
        return Form.asking(
                FORM,
                Field.of(FieldType.TEXT_SINGLE, "q", "Search for"),
                Field.of(FieldType.BOOLEAN, "all", "Return all entries"),
                flag("sinname", "Search in name"),
                flag("sindescription", "Search in description"),
                flag("sinaddress", "Search in address"),
                Field.of(FieldType.LIST_MULTI, "types", "Service types")
                        .with(MUC)
                        .withOptions(List.of(new Option(MUC, "Conference rooms"))),
                Field.of(FieldType.LIST_SINGLE, "key", "Sort results by")
                        .with(BY_USERS)
                        .withOptions(List.of(
                                new Option(BY_USERS, "Number of online users"), new Option(BY_ADDRESS, "Address"))));
    }

    private static Field flag(String name, String label) {
        return Field.of(FieldType.BOOLEAN, name, label).with("1");
    }

    /** The same for what was filled in: what cannot be chosen has answers of its own. */
    private static Form lenient() {
        return Form.asking(
                FORM,
                form().fields().stream()
                        .map(field -> switch (field.type()) {
                            case LIST_MULTI, LIST_SINGLE ->
                                Field.of(FieldType.TEXT_MULTI, field.name(), field.label())
                                        .with(field.values());
                            default -> field;
                        })
                        .toArray(Field[]::new));
    }

    static SearchWish of(XmlElement filled) throws StanzaException {
        Submission wish = read(filled);
        Optional<String> query = wish.text("q");
        boolean all = wish.flag("all");
        if (all && query.isPresent()) {
            throw error("conflicting-fields", "one gets all rooms or searches for some");
        }
        if (!all && query.isEmpty()) {
            throw error("no-search-conditions", "what to search for is missing");
        }
        boolean byUsers = switch (wish.text("key").orElse(BY_USERS)) {
            case BY_USERS -> true;
            case BY_ADDRESS -> false;
            default ->
                throw new StanzaException(new StanzaError(
                        ErrorCondition.FEATURE_NOT_IMPLEMENTED,
                        ErrorType.MODIFY,
                        "rooms are sorted by " + BY_USERS + " or " + BY_ADDRESS,
                        Optional.of(XmlElement.of(ERRORS, "invalid-sort-key"))));
        };
        return new SearchWish(
                query.isEmpty() ? List.of() : terms(query.get()),
                wish.flag("sinname"),
                wish.flag("sindescription"),
                wish.flag("sinaddress"),
                wish.texts("types").contains(MUC),
                byUsers);
    }

    private static Submission read(XmlElement filled) throws StanzaException {
        try {
            return lenient().read(filled);
        } catch (InvalidFormException e) {
            throw new StanzaException(ErrorCondition.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private static List<String> terms(String query) throws StanzaException {
        List<String> terms = Stream.of(query.toLowerCase(Locale.ROOT).split("[\\s\"]+"))
                .filter(term -> !term.isEmpty())
                .toList();
        if (terms.isEmpty() || query.length() > LONGEST_QUERY) {
            throw error("invalid-search-terms", "a search has words, " + LONGEST_QUERY + " characters at most");
        }
        return terms;
    }

    private static StanzaException error(String condition, String text) {
        return new StanzaException(new StanzaError(
                ErrorCondition.BAD_REQUEST, ErrorType.MODIFY, text, Optional.of(XmlElement.of(ERRORS, condition))));
    }

    boolean matches(BareJid address, RoomConfig config) {
        return rooms && terms.stream().allMatch(term -> isIn(term, address, config));
    }

    private boolean isIn(String term, BareJid address, RoomConfig config) {
        return inName && contains(config.name(), term)
                || inDescription && contains(config.description(), term)
                || inAddress && contains(address.toString(), term);
    }

    private static boolean contains(String text, String term) {
        return text.toLowerCase(Locale.ROOT).contains(term);
    }

    Comparator<RoomSearch.Found> order() {
        Comparator<RoomSearch.Found> byAddress = Comparator.comparing(RoomSearch.Found::address);
        return byUsers
                ? Comparator.comparingInt(RoomSearch.Found::occupants)
                        .reversed()
                        .thenComparing(byAddress)
                : byAddress;
    }
}
