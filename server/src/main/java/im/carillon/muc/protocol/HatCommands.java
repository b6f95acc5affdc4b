package im.carillon.muc.protocol;

import im.carillon.adhoc.AdHocCommand;
import im.carillon.adhoc.AdHocRequest;
import im.carillon.adhoc.AdHocStep;
import im.carillon.dataforms.Field;
import im.carillon.dataforms.FieldType;
import im.carillon.dataforms.Form;
import im.carillon.dataforms.FormTable;
import im.carillon.dataforms.Option;
import im.carillon.dataforms.Submission;
import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.jid.Jid;
import im.carillon.muc.state.Affiliation;
import im.carillon.muc.state.Hat;
import im.carillon.muc.state.Hats;
import im.carillon.muc.state.Room;
import im.carillon.muc.store.Rooms;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.StanzaException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The commands for hats: owners make and destroy them, admins give and take them, whoever belongs to
 * the room may see which there are (XEP-0317 0.3.1 §3).
 */
@Singleton
final class HatCommands {

    private static final String FORM = "urn:xmpp:hats:commands";
    private static final String TITLE = "hats#title";
    private static final String URI_FIELD = "hats#uri";
    private static final String HUE = "hats#hue";
    private static final String JID = "hats#jid";

    private static final int LONGEST_TITLE = 128;
    private static final int LONGEST_URI = 1_024;
    private static final double FULL_CIRCLE = 360;
    private static final int MOST_HATS = 100;
    private static final int MOST_WORN = 2_000;

    private final Rooms rooms;
    private final HatChanges changes;

    @Inject
    HatCommands(Rooms rooms, HatChanges changes) {
        this.rooms = rooms;
        this.changes = changes;
    }

    /** One of the commands, for whoever has the right to it. */
    private record HatCommand(String action, String name, Predicate<AdHocRequest> right, Beginning beginning)
            implements AdHocCommand {

        interface Beginning {
            AdHocStep begin(AdHocRequest request) throws StanzaException;
        }

        @Override
        public String node() {
            return FORM + ':' + action;
        }

        @Override
        public boolean isAllowed(AdHocRequest request) {
            return right.test(request);
        }

        @Override
        public AdHocStep begin(AdHocRequest request) throws StanzaException {
            return beginning.begin(request);
        }

        @Override
        public boolean takesFilledIn() {
            return true;
        }
    }

    List<AdHocCommand> all() {
        return List.of(
                new HatCommand("create", "Make or change a hat", this::owns, this::create),
                new HatCommand("destroy", "Destroy a hat", this::owns, this::destroy),
                new HatCommand("list", "List the hats", this::belongs, this::list),
                new HatCommand("assign", "Give somebody a hat", this::administrates, this::assign),
                new HatCommand("unassign", "Take a hat from somebody", this::administrates, this::unassign),
                new HatCommand("list-assigned", "List who wears hats", this::administrates, this::listAssigned));
    }

    private boolean is(AdHocRequest request, Affiliation least) {
        return rooms.find(request.host())
                .filter(room -> room.affiliation(request.from().bare()).isAtLeast(least))
                .isPresent();
    }

    private boolean owns(AdHocRequest request) {
        return is(request, Affiliation.OWNER);
    }

    private boolean administrates(AdHocRequest request) {
        return is(request, Affiliation.ADMIN);
    }

    private boolean belongs(AdHocRequest request) {
        return is(request, Affiliation.MEMBER)
                || request.from() instanceof FullJid real
                        && rooms.find(request.host())
                                .flatMap(room -> room.occupant(real))
                                .isPresent();
    }

    private Hats hats(AdHocRequest request) {
        return rooms.find(request.host()).map(Room::hats).orElse(Hats.NONE);
    }

    private AdHocStep create(AdHocRequest request) {
        Form form = Form.asking(
                        FORM,
                        Field.of(FieldType.TEXT_SINGLE, TITLE, "Title of the hat")
                                .asRequired(),
                        Field.of(FieldType.TEXT_SINGLE, URI_FIELD, "URI of the hat")
                                .asRequired(),
                        Field.of(FieldType.TEXT_SINGLE, HUE, "Hue of the hat, in degrees"))
                .titled("Making a hat", "With the URI of a hat that there is, that one is changed.");
        return AdHocStep.last(form, (action, filledIn) -> {
            Hat hat = hat(filledIn);
            changes.define(request, Affiliation.OWNER, hats -> {
                if (hats.find(hat.uri()).isEmpty() && hats.all().size() >= MOST_HATS) {
                    throw notAcceptable("a room has " + MOST_HATS + " hats at most");
                }
                return hats.with(hat);
            });
            return AdHocStep.done("The hat " + hat.title() + " is there.");
        });
    }

    private static Hat hat(Submission filledIn) throws StanzaException {
        String title = filledIn.text(TITLE).orElseThrow();
        String uri = filledIn.text(URI_FIELD).orElseThrow();
        if (title.length() > LONGEST_TITLE) {
            throw notAcceptable("a title has " + LONGEST_TITLE + " characters at most");
        }
        if (uri.length() > LONGEST_URI || !isAbsolute(uri)) {
            throw notAcceptable("a hat has an absolute URI of " + LONGEST_URI + " characters at most");
        }
        Optional<String> hue = filledIn.text(HUE).filter(text -> !text.isEmpty());
        if (hue.isPresent() && !isAngle(hue.get())) {
            throw notAcceptable("a hue is a number from 0 to 360");
        }
        return new Hat(uri, title, hue);
    }

    private static boolean isAbsolute(String uri) {
        try {
            return new URI(uri).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isAngle(String hue) {
        try {
            double angle = Double.parseDouble(hue);
            return angle >= 0 && angle <= FULL_CIRCLE && hue.matches("[0-9.]+");
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static StanzaException notAcceptable(String reason) {
        return new StanzaException(ErrorCondition.NOT_ACCEPTABLE, reason);
    }

    private AdHocStep destroy(AdHocRequest request) {
        Hats hats = hats(request);
        if (hats.isEmpty()) {
            return noHats();
        }
        Form form = Form.asking(FORM, choice(hats)).titled("Destroying a hat", "Nobody wears it any more then.");
        return AdHocStep.last(form, (action, filledIn) -> {
            String uri = filledIn.text(URI_FIELD).orElseThrow();
            changes.define(request, Affiliation.OWNER, now -> now.without(uri));
            return AdHocStep.done("The hat is no more.");
        });
    }

    private static AdHocStep noHats() {
        return AdHocStep.failed("This room has no hats yet.");
    }

    private static Field choice(Hats hats) {
        return Field.of(FieldType.LIST_SINGLE, URI_FIELD, "The hat")
                .withOptions(hats.all().stream()
                        .map(hat -> new Option(hat.uri(), hat.title()))
                        .toList())
                .asRequired();
    }

    private AdHocStep assign(AdHocRequest request) {
        return whose(request, "Giving somebody a hat", "They wear it now.", (hats, account, uri) -> {
            if (hats.wornCount() >= MOST_WORN) {
                throw notAcceptable("in a room, " + MOST_WORN + " hats are worn at most");
            }
            return hats.given(account, uri);
        });
    }

    private AdHocStep unassign(AdHocRequest request) {
        return whose(request, "Taking a hat from somebody", "They wear it no more.", Hats::taken);
    }

    private interface Wearing {
        Hats change(Hats hats, BareJid account, String uri) throws StanzaException;
    }

    private AdHocStep whose(AdHocRequest request, String title, String done, Wearing wearing) {
        Hats hats = hats(request);
        if (hats.isEmpty()) {
            return noHats();
        }
        Form form = Form.asking(
                        FORM,
                        Field.of(FieldType.JID_SINGLE, JID, "Address of the user")
                                .asRequired(),
                        choice(hats))
                .titled(title);
        return AdHocStep.last(form, (action, filledIn) -> {
            BareJid account = filledIn.address(JID).map(Jid::bare).orElseThrow();
            String uri = filledIn.text(URI_FIELD).orElseThrow();
            changes.wear(request, Affiliation.ADMIN, now -> {
                if (now.find(uri).isEmpty()) {
                    throw new StanzaException(ErrorCondition.ITEM_NOT_FOUND, "there is no such hat");
                }
                return wearing.change(now, account, uri);
            });
            return AdHocStep.done(done);
        });
    }

    private AdHocStep list(AdHocRequest request) {
        List<List<String>> rows = new ArrayList<>();
        hats(request).all().forEach(hat -> rows.add(List.of(hat.title(), hat.uri(), hue(hat))));
        return AdHocStep.done(new FormTable(FORM, "The hats of this room", List.of(TITLE, URI_FIELD, HUE), rows));
    }

    private AdHocStep listAssigned(AdHocRequest request) {
        Hats hats = hats(request);
        List<List<String>> rows = new ArrayList<>();
        for (BareJid account : hats.worn().keySet()) {
            hats.of(account).forEach(hat -> rows.add(List.of(account.toString(), hat.uri(), hat.title(), hue(hat))));
        }
        return AdHocStep.done(new FormTable(FORM, "Who wears which hat", List.of(JID, URI_FIELD, TITLE, HUE), rows));
    }

    private static String hue(Hat hat) {
        return hat.hue().orElse("");
    }
}
