package im.carillon.muc.state;

import im.carillon.dataforms.Field;
import im.carillon.dataforms.FieldType;
import im.carillon.dataforms.Form;
import im.carillon.dataforms.InvalidFormException;
import im.carillon.dataforms.Option;
import im.carillon.dataforms.Submission;
import im.carillon.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A room's configuration as a form, for its owners and for the database (XEP-0045 §16.5.3, XEP-0500 §5.1). */
public final class RoomForm {

    /** What owners must not exceed, in characters and messages. */
    private static final int LONGEST_NAME = 256;

    private static final String PREFIX = "muc#roomconfig_";
    private static final String MAX_USERS = PREFIX + "maxusers";
    private static final String SECRET = PREFIX + "roomsecret";
    private static final String PROTECTED = PREFIX + "passwordprotectedroom";
    private static final int LONGEST_TEXT = 2_048;
    private static final int MOST_HISTORY = 500;
    private static final int SLOWEST = 24 * 60 * 60;

    private static final List<Integer> SIZES = List.of(10, 20, 30, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000);
    private static final List<Option> ROLES = List.of(
            new Option("moderator", "Moderator"),
            new Option("participant", "Participant"),
            new Option("visitor", "Visitor"));

    private RoomForm() {}

    /** Every setting with its present value. */
    public static List<Field> fields(RoomConfig config) {
        return List.of(
                text("muc#roomconfig_roomname", "Name of the room", config.name()),
                text("muc#roomconfig_roomdesc", "What the room is about", config.description()),
                text("muc#roomconfig_lang", "Language of the discussions", config.language()),
                flag("muc#roomconfig_persistentroom", "Keep the room when it is empty", config.persistent()),
                flag("muc#roomconfig_publicroom", "List the room in public", config.publicRoom()),
                flag("muc#roomconfig_membersonly", "Only members may enter", config.membersOnly()),
                flag("muc#roomconfig_allowinvites", "Members may invite others", config.allowInvites()),
                flag(
                        "muc#roomconfig_passwordprotectedroom",
                        "A password is needed to enter",
                        config.password().isPresent()),
                Field.of(FieldType.TEXT_PRIVATE, "muc#roomconfig_roomsecret", "The password")
                        .with(config.password().map(List::of).orElse(List.of())),
                flag("muc#roomconfig_moderatedroom", "Newcomers have no voice", config.moderated()),
                list(
                        "muc#roomconfig_whois",
                        "Who may see real addresses",
                        config.whoisAnyone() ? "anyone" : "moderators",
                        new Option("moderators", "Moderators only"),
                        new Option("anyone", "Anyone")),
                flag("muc#roomconfig_changesubject", "Participants may change the subject", config.changeSubject()),
                list(
                        "muc#roomconfig_allowpm",
                        "Who may send private messages",
                        config.privateMessages().wire(),
                        new Option("anyone", "Anyone"),
                        new Option("participants", "Anyone with voice"),
                        new Option("moderators", "Moderators only"),
                        new Option("none", "Nobody")),
                size(config.maxUsers()),
                roles("muc#roomconfig_presencebroadcast", "Whose presence is shown", config.presenceBroadcast()),
                roles("muc#roomconfig_getmemberlist", "Who may see the member list", config.memberListRoles()),
                text("muc#maxhistoryfetch", "Messages shown to who enters", Integer.toString(config.maxHistory())),
                flag("muc#roomconfig_enablearchiving", "Keep an archive", config.archiving()),
                flag("muc#roomconfig_enablelogging", "The archive is public", config.logging()),
                text(
                        "muc#roomconfig_slow_mode_duration",
                        "Seconds between two messages of somebody",
                        Integer.toString(config.slowMode())),
                flag("muc#roomconfig_allowregister", "People may register as members", config.registration()),
                text("muc#roomconfig_pubsub", "Address of a node that belongs to the room", config.pubsub()));
    }

    private static Field text(String name, String label, String value) {
        Field field = Field.of(FieldType.TEXT_SINGLE, name, label);
        return value.isEmpty() ? field : field.with(value);
    }

    private static Field flag(String name, String label, boolean value) {
        return Field.of(FieldType.BOOLEAN, name, label).with(value ? "1" : "0");
    }

    private static Field list(String name, String label, String value, Option... options) {
        return Field.of(FieldType.LIST_SINGLE, name, label).with(value).withOptions(List.of(options));
    }

    private static Field roles(String name, String label, Set<Role> roles) {
        return Field.of(FieldType.LIST_MULTI, name, label)
                .with(roles.stream().sorted().map(Role::wire).toList())
                .withOptions(ROLES);
    }

    private static Field size(int maxUsers) {
        Set<Integer> sizes = new TreeSet<>(SIZES);
        if (maxUsers > 0) {
            sizes.add(maxUsers);
        }
        List<Option> options = new ArrayList<>();
        sizes.forEach(size -> options.add(new Option(Integer.toString(size))));
        options.add(new Option("none", "No limit"));
        return Field.of(FieldType.LIST_SINGLE, MAX_USERS, "The most occupants")
                .with(maxUsers == 0 ? "none" : Integer.toString(maxUsers))
                .withOptions(options);
    }

    /** What was filled in, as far as it makes sense. */
    public static RoomConfig config(Submission filled) throws InvalidFormException {
        return new RoomConfig(
                shortText(filled, "muc#roomconfig_roomname", LONGEST_NAME),
                shortText(filled, "muc#roomconfig_roomdesc", LONGEST_TEXT),
                shortText(filled, "muc#roomconfig_lang", LONGEST_NAME),
                filled.flag("muc#roomconfig_publicroom"),
                filled.flag("muc#roomconfig_persistentroom"),
                filled.flag("muc#roomconfig_membersonly"),
                filled.flag("muc#roomconfig_moderatedroom"),
                password(filled),
                filled.text("muc#roomconfig_whois").orElse("").equals("anyone"),
                filled.flag("muc#roomconfig_enablelogging"),
                filled.flag("muc#roomconfig_enablearchiving"),
                filled.flag("muc#roomconfig_changesubject"),
                filled.flag("muc#roomconfig_allowinvites"),
                PrivateMessages.of(filled.text("muc#roomconfig_allowpm").orElse("")),
                number(filled, MAX_USERS, Integer.MAX_VALUE),
                roles(filled, "muc#roomconfig_presencebroadcast"),
                roles(filled, "muc#roomconfig_getmemberlist"),
                number(filled, "muc#maxhistoryfetch", MOST_HISTORY),
                number(filled, "muc#roomconfig_slow_mode_duration", SLOWEST),
                filled.flag("muc#roomconfig_allowregister"),
                shortText(filled, "muc#roomconfig_pubsub", LONGEST_TEXT));
    }

    private static Optional<String> password(Submission filled) throws InvalidFormException {
        Optional<String> secret = filled.text("muc#roomconfig_roomsecret");
        if (!filled.flag("muc#roomconfig_passwordprotectedroom")) {
            return Optional.empty();
        }
        if (secret.isEmpty()) {
            throw new InvalidFormException("a room with a password needs one that is not empty");
        }
        shortText(filled, "muc#roomconfig_roomsecret", LONGEST_NAME);
        return secret;
    }

    private static String shortText(Submission filled, String field, int longest) throws InvalidFormException {
        String text = filled.text(field).orElse("");
        if (text.length() > longest) {
            throw new InvalidFormException(field + " has " + longest + " characters at most");
        }
        return text;
    }

    private static int number(Submission filled, String field, int most) throws InvalidFormException {
        String text = filled.text(field).orElse("0").trim();
        try {
            int number = text.equals("none") ? 0 : Integer.parseInt(text);
            if (number < 0) {
                throw new InvalidFormException(field + " is not negative");
            }
            return Math.min(number, most);
        } catch (NumberFormatException e) {
            throw new InvalidFormException(field + " is a number");
        }
    }

    private static Set<Role> roles(Submission filled, String field) {
        return filled.texts(field).stream()
                .map(Role::of)
                .flatMap(Optional::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The form as it is stored. */
    public static XmlElement toStored(RoomConfig config) {
        return Form.result(Namespace.ROOM_CONFIG, fields(config)).toElement();
    }

    /** The fields for what is filled in: any number of occupants will do, not only those that are offered. */
    public static List<Field> lenient(RoomConfig config) {
        return fields(config).stream()
                .map(field -> field.name().equals(MAX_USERS)
                        ? Field.of(FieldType.TEXT_SINGLE, MAX_USERS, field.label())
                                .with(field.values())
                        : field)
                .toList();
    }

    /** What people type for a setting: its name without what all names begin with. */
    public static String shortName(Field setting) {
        return setting.name().substring(setting.name().startsWith(PREFIX) ? PREFIX.length() : "muc#".length());
    }

    /**
     * With one setting changed by somebody who types.
     *
     * @param value several, where there may be several, with commas between them
     */
    public static RoomConfig changed(RoomConfig config, String setting, String value) throws InvalidFormException {
        Field field = lenient(config).stream()
                .filter(known -> shortName(known).equals(setting))
                .findFirst()
                .orElseThrow(() -> new InvalidFormException("there is no setting " + setting));
        XmlElement.Builder filled = XmlElement.builder(Form.NAMESPACE, "x")
                .attribute("type", "submit")
                .child(filled(
                        field.name(),
                        field.type() == FieldType.LIST_MULTI ? List.of(value.split(",", -1)) : List.of(value)));
        if (field.name().equals(SECRET)) {
            filled.child(filled(PROTECTED, List.of(value.isEmpty() ? "0" : "1")));
        }
        return config(
                new Form(Form.Type.FORM, Namespace.ROOM_CONFIG, "", List.of(), lenient(config)).read(filled.build()));
    }

    private static XmlElement filled(String name, List<String> values) {
        XmlElement.Builder field = XmlElement.builder(Form.NAMESPACE, "field").attribute("var", name);
        values.forEach(value -> field.child("value", value));
        return field.build();
    }

    /** Settings that were not known when it was stored have the values they begin with. */
    public static RoomConfig ofStored(XmlElement stored, RoomConfig initial) throws InvalidFormException {
        return config(new Form(Form.Type.FORM, Namespace.ROOM_CONFIG, "", List.of(), lenient(initial)).read(stored));
    }
}
