package im.carillon.sasl;

/** SCRAM with one hash, with or without channel binding (RFC 5802, RFC 7677). */
public final class ScramMechanism implements SaslMechanism {

    static final String PLUS = "-PLUS";

    private final ScramHash hash;
    private final boolean plus;
    private final NonceSource nonces;
    private final UnknownAccounts unknownAccounts;

    public ScramMechanism(ScramHash hash, boolean plus, NonceSource nonces, UnknownAccounts unknownAccounts) {
        this.hash = hash;
        this.plus = plus;
        this.nonces = nonces;
        this.unknownAccounts = unknownAccounts;
    }

    @Override
    public String name() {
        return "SCRAM-" + hash.algorithm() + (plus ? PLUS : "");
    }

    @Override
    public boolean needsChannelBinding() {
        return plus;
    }

    @Override
    public boolean bindsTo(String bindingType) {
        return plus;
    }

    @Override
    public boolean needsTls() {
        return plus;
    }

    @Override
    public SaslExchange start(SaslContext context) {
        return new ScramExchange(hash, plus, nonces, unknownAccounts, context);
    }
}
