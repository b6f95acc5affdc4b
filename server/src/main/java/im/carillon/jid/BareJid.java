package im.carillon.jid;

import java.util.Optional;

/** An address without a resource: an account, a room, or a domain. */
public final class BareJid implements Jid, Comparable<BareJid> {

    private final String local;
    private final String domain;
    private final String text;

    /** The parts have been normalised. */
    BareJid(String local, String domain) {
        this.local = local;
        this.domain = domain;
        this.text = local.isEmpty() ? domain : local + '@' + domain;
    }

    /** Parses an address that must not have a resource. */
    public static BareJid parse(String address) throws InvalidJidException {
        if (Jid.parse(address) instanceof BareJid bare) {
            return bare;
        }
        throw new InvalidJidException("the address must not have a resource");
    }

    /** For addresses known to be right, in code and tests. */
    public static BareJid of(String address) {
        return (BareJid) Jid.of(address);
    }

    /** An account from its two parts, neither of them normalised yet. */
    public static BareJid of(String local, String domain) throws InvalidJidException {
        return JidParser.bare(local, domain);
    }

    /** This address with a resource that is not normalised yet. */
    public FullJid withResource(String resource) throws InvalidJidException {
        return new FullJid(this, JidParser.resource(resource));
    }

    @Override
    public String local() {
        return local;
    }

    @Override
    public String domain() {
        return domain;
    }

    @Override
    public Optional<String> resource() {
        return Optional.empty();
    }

    @Override
    public BareJid bare() {
        return this;
    }

    @Override
    public boolean isDomain() {
        return local.isEmpty();
    }

    @Override
    public int compareTo(BareJid other) {
        return text.compareTo(other.text);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof BareJid that && text.equals(that.text);
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
