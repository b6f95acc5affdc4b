package im.carillon.jid;

import java.util.Optional;

/** An address with a resource: one session, one occupant. */
public final class FullJid implements Jid {

    private final BareJid bare;
    private final String resource;
    private final String text;

    /** The resource has been normalised. */
    FullJid(BareJid bare, String resource) {
        this.bare = bare;
        this.resource = resource;
        this.text = bare.toString() + '/' + resource;
    }

    /** Parses an address that must have a resource. */
    public static FullJid parse(String address) throws InvalidJidException {
        if (Jid.parse(address) instanceof FullJid full) {
            return full;
        }
        throw new InvalidJidException("the address must have a resource");
    }

    /** For addresses known to be right, in code and tests. */
    public static FullJid of(String address) {
        return (FullJid) Jid.of(address);
    }

    @Override
    public String local() {
        return bare.local();
    }

    @Override
    public String domain() {
        return bare.domain();
    }

    @Override
    public Optional<String> resource() {
        return Optional.of(resource);
    }

    /** The part after the slash. */
    public String resourcePart() {
        return resource;
    }

    @Override
    public BareJid bare() {
        return bare;
    }

    @Override
    public boolean isDomain() {
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof FullJid that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
