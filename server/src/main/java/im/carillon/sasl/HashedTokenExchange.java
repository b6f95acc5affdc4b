package im.carillon.sasl;

import im.carillon.jid.BareJid;
import java.util.Arrays;
import java.util.Optional;

/** One login with a FAST token: authcid NUL HMAC, and the HMAC of the other side in return. */
final class HashedTokenExchange implements SaslExchange {

    private static final int LONGEST_NAME = 1023;

    private final String mechanism;
    private final Optional<String> bindingType;
    private final FastTokens tokens;
    private final SaslContext context;

    private Optional<BareJid> account = Optional.empty();

    HashedTokenExchange(String mechanism, Optional<String> bindingType, FastTokens tokens, SaslContext context) {
        this.mechanism = mechanism;
        this.bindingType = bindingType;
        this.tokens = tokens;
        this.context = context;
    }

    @Override
    public Optional<BareJid> account() {
        return account;
    }

    @Override
    public SaslStep respond(byte[] data) {
        try {
            if (!context.secure()) {
                throw new SaslRefusal(SaslCondition.ENCRYPTION_REQUIRED, "A token needs an encrypted stream.");
            }
            FastRequest request = context.fast()
                    .orElseThrow(() -> SaslRefusal.malformed("This mechanism is for logins with <fast/>."));
            return verify(data, request);
        } catch (SaslRefusal refusal) {
            return refusal.toStep();
        }
    }

    private SaslStep verify(byte[] data, FastRequest request) throws SaslRefusal {
        int nameLength = nameLength(data);
        BareJid claimed = context.account(StrictUtf8.decode(data, 0, nameLength));
        account = Optional.of(claimed);
        byte[] hash = Arrays.copyOfRange(data, nameLength + 1, data.length);

        Optional<Credentials> credentials = context.credentials().lookup(claimed);
        FastProof proof = new FastProof(claimed, mechanism, channelBinding(), request, hash);
        return switch (tokens.verify(proof)) {
            case FastVerdict.Accepted accepted -> accept(claimed, credentials, accepted);
            case FastVerdict.Expired expired ->
                throw new SaslRefusal(SaslCondition.CREDENTIALS_EXPIRED, "The token has expired.");
            case FastVerdict.Refused refused ->
                throw new SaslRefusal(SaslCondition.NOT_AUTHORIZED, "The token is not valid.");
        };
    }

    private static SaslStep accept(BareJid account, Optional<Credentials> credentials, FastVerdict.Accepted accepted)
            throws SaslRefusal {
        boolean enabled = credentials.orElseThrow(SaslRefusal::wrongCredentials).enabled();
        if (!enabled) {
            throw SaslRefusal.disabled();
        }
        return new SaslStep.Success(account, Optional.of(accepted.responderHash()), Optional.of(accepted.login()));
    }

    private static int nameLength(byte[] data) throws SaslRefusal {
        // the HMAC may contain NUL as well: the length says where the name ends, and NUL has to be there
        int length = data.length - HashedTokenMechanism.HASH.length() - 1;
        if (length < 1 || length > LONGEST_NAME || data[length] != 0) {
            throw SaslRefusal.malformed("The message is not authcid NUL HMAC.");
        }
        return length;
    }

    private byte[] channelBinding() throws SaslRefusal {
        if (bindingType.isEmpty()) {
            return new byte[0];
        }
        return context.channelBindings()
                .data(bindingType.get())
                .orElseThrow(() -> new SaslRefusal(SaslCondition.NOT_AUTHORIZED, "unsupported-channel-binding-type"));
    }
}
