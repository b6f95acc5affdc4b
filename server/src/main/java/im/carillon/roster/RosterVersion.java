package im.carillon.roster;

import java.util.Optional;

/**
 * The version of a roster as clients see it (RFC 6121 §2.6). The epoch keeps an account that was
 * deleted and made anew from passing for the old one.
 *
 * @param epoch when the account was made
 * @param number counts the changes
 */
public record RosterVersion(long epoch, long number) {

    private static final int RADIX = 36;

    static Optional<RosterVersion> parse(String text) {
        int dash = text.indexOf('-', 1);
        if (dash < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RosterVersion(
                    Long.parseLong(text, 0, dash, RADIX), Long.parseLong(text, dash + 1, text.length(), RADIX)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    String wire() {
        return Long.toString(epoch, RADIX) + '-' + Long.toString(number, RADIX);
    }
}
