package im.carillon.jid;

/** What must hold for any string at all. */
public final class AddressProperties {

    private AddressProperties() {}

    /** @return whether it is an address; fails with an AssertionError, or whatever the parser must not throw */
    public static boolean check(String text) {
        Jid jid;
        try {
            jid = Jid.parse(text);
        } catch (InvalidJidException e) {
            return false;
        }
        String normal = jid.toString();
        try {
            Jid again = Jid.parse(normal);
            if (!again.equals(jid) || again.hashCode() != jid.hashCode()) {
                throw new AssertionError(
                        quoted(text) + " is " + quoted(normal) + ", which is " + quoted(again.toString()));
            }
        } catch (InvalidJidException e) {
            throw new AssertionError(quoted(text) + " is " + quoted(normal) + ", which is no address", e);
        }
        String joined = (jid.local().isEmpty() ? "" : jid.local() + '@')
                + jid.domain()
                + jid.resource().map(r -> '/' + r).orElse("");
        if (!joined.equals(normal)) {
            throw new AssertionError("the parts of " + quoted(normal) + " make " + quoted(joined));
        }
        if (jid.local().matches(".*[@/<>'\"&: ].*")
                || jid.domain().matches(".*[@/ ].*")
                || jid.domain().isEmpty()) {
            throw new AssertionError("forbidden characters in " + quoted(normal));
        }
        return true;
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            quoted.append(c > 0x20 && c < 0x7f ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return quoted.append('"').toString();
    }
}
