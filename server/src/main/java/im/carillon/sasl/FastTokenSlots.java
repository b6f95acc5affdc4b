package im.carillon.sasl;

import java.util.Optional;

/**
 * The tokens of one client of one account (XEP-0484 §impl-tokens).
 *
 * @param current the token that the client is known to have
 * @param next the token that was sent last and not used yet
 */
public record FastTokenSlots(Optional<FastToken> current, Optional<FastToken> next) {

    public static FastTokenSlots empty() {
        return new FastTokenSlots(Optional.empty(), Optional.empty());
    }

    public boolean isEmpty() {
        return current.isEmpty() && next.isEmpty();
    }
}
