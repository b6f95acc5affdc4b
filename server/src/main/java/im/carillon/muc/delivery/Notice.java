package im.carillon.muc.delivery;

import im.carillon.xml.XmlElement;
import java.util.List;
import java.util.Optional;

/**
 * What comes with a presence besides role and affiliation (XEP-0045 §15.6.2).
 *
 * @param codes for everybody
 * @param ownCodes for the occupant it is about, beside 110
 * @param nick the next nickname
 * @param actor the nickname of who caused it
 * @param reason why, in the words of the actor
 * @param destroyed that the room is no more
 * @param id of the request that this answers, for the one who made it
 */
public record Notice(
        List<Integer> codes,
        List<Integer> ownCodes,
        Optional<String> nick,
        Optional<String> actor,
        Optional<String> reason,
        Optional<XmlElement> destroyed,
        Optional<String> id) {

    public static final Notice NOTHING = new Notice(
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public static Notice code(int code) {
        return new Notice(
                List.of(code),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public static Notice own(List<Integer> codes) {
        return new Notice(
                List.of(),
                codes,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public static Notice because(Optional<String> actor, Optional<String> reason) {
        return new Notice(List.of(), List.of(), Optional.empty(), actor, reason, Optional.empty(), Optional.empty());
    }

    public static Notice destroyed(XmlElement destroy) {
        return new Notice(
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(destroy),
                Optional.empty());
    }

    public Notice with(List<Integer> codes) {
        return new Notice(codes, ownCodes, nick, actor, reason, destroyed, id);
    }

    public Notice renamed(String next) {
        return new Notice(codes, ownCodes, Optional.of(next), actor, reason, destroyed, id);
    }

    public Notice answering(Optional<String> request) {
        return new Notice(codes, ownCodes, nick, actor, reason, destroyed, request);
    }
}
