package im.carillon.sasl;

import im.carillon.jid.BareJid;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** One PLAIN login: authzid NUL authcid NUL password. */
final class PlainExchange implements SaslExchange {

    private static final int LONGEST = 4096;
    private static final Pattern NUL = Pattern.compile("\0");

    /** Which of the stored keys the password is held against: the cheapest strong one first. */
    private static final List<ScramHash> PREFERENCE = List.of(ScramHash.SHA_256, ScramHash.SHA_512, ScramHash.SHA_1);

    private final UnknownAccounts unknownAccounts;
    private final boolean needsTls;
    private final SaslContext context;

    private Optional<BareJid> account = Optional.empty();

    PlainExchange(UnknownAccounts unknownAccounts, boolean needsTls, SaslContext context) {
        this.unknownAccounts = unknownAccounts;
        this.needsTls = needsTls;
        this.context = context;
    }

    @Override
    public Optional<BareJid> account() {
        return account;
    }

    @Override
    public SaslStep respond(byte[] data) {
        try {
            if (needsTls && !context.secure()) {
                throw new SaslRefusal(SaslCondition.ENCRYPTION_REQUIRED, "PLAIN needs an encrypted stream.");
            }
            return verify(NUL.split(StrictUtf8.decode(data, LONGEST), -1));
        } catch (SaslRefusal refusal) {
            return refusal.toStep();
        }
    }

    private SaslStep verify(String[] parts) throws SaslRefusal {
        if (parts.length != 3 || parts[1].isEmpty() || parts[2].isEmpty()) {
            throw SaslRefusal.malformed("The message is not authzid NUL authcid NUL password.");
        }
        BareJid claimed = context.account(parts[1]);
        AuthorizationIdentity.check(parts[0], claimed);
        account = Optional.of(claimed);
        String password = PreparedPassword.of(parts[2]).orElseThrow(SaslRefusal::wrongCredentials);

        Optional<Credentials> credentials = context.credentials().lookup(claimed);
        ScramHash hash = hashFor(credentials);
        Optional<ScramKeys> stored = credentials.flatMap(found -> found.keys(hash));
        ScramKeys keys = stored.orElse(unknownAccounts.keys(hash, claimed));
        boolean proven =
                ScramKeys.derive(password, hash, keys.salt(), keys.iterations()).sameAs(keys);
        if (!proven || stored.isEmpty()) {
            throw SaslRefusal.wrongCredentials();
        }
        if (credentials.filter(Credentials::enabled).isEmpty()) {
            throw SaslRefusal.disabled();
        }
        return new SaslStep.Success(claimed, Optional.empty(), Optional.empty());
    }

    private static ScramHash hashFor(Optional<Credentials> credentials) {
        return credentials.stream()
                .flatMap(found -> PREFERENCE.stream().filter(found.keys()::containsKey))
                .findFirst()
                .orElse(PREFERENCE.getFirst());
    }
}
