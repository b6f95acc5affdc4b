package im.carillon.sasl;

/** PLAIN (RFC 4616): the password itself, therefore only inside TLS. */
public final class PlainMechanism implements SaslMechanism {

    private final UnknownAccounts unknownAccounts;
    private final boolean withoutTls;

    /** {@code withoutTls} lets tests use it on an unencrypted stream. */
    public PlainMechanism(UnknownAccounts unknownAccounts, boolean withoutTls) {
        this.unknownAccounts = unknownAccounts;
        this.withoutTls = withoutTls;
    }

    @Override
    public String name() {
        return "PLAIN";
    }

    @Override
    public boolean needsChannelBinding() {
        return false;
    }

    @Override
    public boolean bindsTo(String bindingType) {
        return false;
    }

    @Override
    public boolean needsTls() {
        return !withoutTls;
    }

    @Override
    public SaslExchange start(SaslContext context) {
        return new PlainExchange(unknownAccounts, needsTls(), context);
    }
}
