package im.carillon.sasl;

import im.carillon.jid.BareJid;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/**
 * One SCRAM login (RFC 5802 §5).
 *
 * <p>Three states: waiting for the client's first message, waiting for its proof, over. Between the first
 * two everything that the proof is checked against is fixed in {@link Challenged}. A name that has no
 * account, or no keys for this hash, goes the whole way with made-up keys: up to the proof, nothing that the
 * client sees tells the two apart.
 */
final class ScramExchange implements SaslExchange {

    private final ScramHash hash;
    private final boolean plus;
    private final NonceSource nonces;
    private final UnknownAccounts unknownAccounts;
    private final SaslContext context;

    private Optional<BareJid> account = Optional.empty();
    private Optional<Challenged> challenged = Optional.empty();
    private boolean over;

    ScramExchange(
            ScramHash hash, boolean plus, NonceSource nonces, UnknownAccounts unknownAccounts, SaslContext context) {
        this.hash = hash;
        this.plus = plus;
        this.nonces = nonces;
        this.unknownAccounts = unknownAccounts;
        this.context = context;
    }

    /** What was settled by the first two messages. */
    private record Challenged(
            BareJid account,
            ScramKeys keys,
            boolean known,
            boolean enabled,
            String signedSoFar,
            String nonce,
            String channelBinding) {}

    @Override
    public Optional<BareJid> account() {
        return account;
    }

    @Override
    public SaslStep respond(byte[] data) {
        try {
            if (over) {
                throw SaslRefusal.malformed("The exchange is over.");
            }
            if (challenged.isEmpty()) {
                return challenge(ScramClientFirst.parse(data));
            }
            over = true;
            return verify(ScramClientFinal.parse(data), challenged.get());
        } catch (SaslRefusal refusal) {
            over = true;
            return refusal.toStep();
        }
    }

    private SaslStep challenge(ScramClientFirst first) throws SaslRefusal {
        String binding = expectedBinding(first);
        BareJid claimed = context.account(first.username());
        AuthorizationIdentity.check(first.authzid(), claimed);
        account = Optional.of(claimed);

        Optional<Credentials> credentials = context.credentials().lookup(claimed);
        Optional<ScramKeys> stored = credentials.flatMap(found -> found.keys(hash));
        // made for known names too, so that they take as long
        ScramKeys madeUp = unknownAccounts.keys(hash, claimed);
        ScramKeys keys = stored.orElse(madeUp);

        String nonce = first.nonce() + nonces.next();
        String reply = "r=" + nonce + ",s=" + Base64.getEncoder().encodeToString(keys.salt()) + ",i="
                + keys.iterations() + downgradeProtection();
        challenged = Optional.of(new Challenged(
                claimed,
                keys,
                stored.isPresent(),
                credentials.filter(Credentials::enabled).isPresent(),
                first.bare() + "," + reply + ",",
                nonce,
                binding));
        return new SaslStep.Challenge(reply.getBytes(StandardCharsets.UTF_8));
    }

    private String downgradeProtection() {
        if (context.offeredMechanisms().isEmpty()) {
            // the client did not choose from a list: nothing to protect
            return "";
        }
        return ",h=" + DowngradeProtection.hash(hash, context.offeredMechanisms(), context.offeredChannelBindings());
    }

    /** What the attribute c of the last message has to be: the GS2 header, then the channel's data. */
    private String expectedBinding(ScramClientFirst first) throws SaslRefusal {
        if (plus != (first.flag() == 'p')) {
            throw SaslRefusal.malformed("The channel-binding flag does not suit the mechanism.");
        }
        if (first.flag() == 'y' && plusWasOffered()) {
            // RFC 5802 §6: the client saw a list without -PLUS, and it is not the one we sent
            throw new SaslRefusal(SaslCondition.NOT_AUTHORIZED, "server-does-support-channel-binding");
        }
        byte[] header = first.gs2Header().getBytes(StandardCharsets.UTF_8);
        byte[] channel = first.bindingType().isPresent()
                ? channelData(first.bindingType().get())
                : new byte[0];
        byte[] binding = new byte[header.length + channel.length];
        System.arraycopy(header, 0, binding, 0, header.length);
        System.arraycopy(channel, 0, binding, header.length, channel.length);
        return Base64.getEncoder().encodeToString(binding);
    }

    private boolean plusWasOffered() {
        return context.offeredMechanisms().stream().anyMatch(name -> name.endsWith(ScramMechanism.PLUS));
    }

    private byte[] channelData(String type) throws SaslRefusal {
        return Optional.of(type)
                .filter(context.offeredChannelBindings()::contains)
                .flatMap(context.channelBindings()::data)
                .orElseThrow(() -> new SaslRefusal(SaslCondition.NOT_AUTHORIZED, "unsupported-channel-binding-type"));
    }

    private SaslStep verify(ScramClientFinal last, Challenged challenged) throws SaslRefusal {
        if (!sameText(last.nonce(), challenged.nonce())) {
            throw new SaslRefusal(SaslCondition.NOT_AUTHORIZED, "The nonce is not the one of this exchange.");
        }
        if (!sameText(last.channelBinding(), challenged.channelBinding())) {
            throw new SaslRefusal(SaslCondition.NOT_AUTHORIZED, "channel-bindings-dont-match");
        }
        if (last.proof().length != hash.length()) {
            throw SaslRefusal.malformed("The proof does not have the length of the hash.");
        }
        byte[] signed = (challenged.signedSoFar() + last.withoutProof()).getBytes(StandardCharsets.UTF_8);
        boolean proven = proves(last.proof(), signed, challenged.keys());
        if (!proven || !challenged.known()) {
            throw SaslRefusal.wrongCredentials();
        }
        if (!challenged.enabled()) {
            throw SaslRefusal.disabled();
        }
        byte[] signature = new Hmac(hash, challenged.keys().serverKey()).of(signed);
        String reply = "v=" + Base64.getEncoder().encodeToString(signature);
        return new SaslStep.Success(
                challenged.account(), Optional.of(reply.getBytes(StandardCharsets.UTF_8)), Optional.empty());
    }

    /** RFC 5802 §3: the proof is the client key under the signature; the hash of the key is what we store. */
    private boolean proves(byte[] proof, byte[] signed, ScramKeys keys) {
        byte[] clientKey = new Hmac(hash, keys.storedKey()).of(signed);
        for (int i = 0; i < clientKey.length; i++) {
            clientKey[i] ^= proof[i];
        }
        return MessageDigest.isEqual(hash.digest().digest(clientKey), keys.storedKey());
    }

    private static boolean sameText(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
