package im.carillon.sasl;

import im.carillon.jid.BareJid;
import im.carillon.sasl.FastTokenStore.Changed;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/**
 * The life of FAST tokens (XEP-0484): issued after a login, used, rotated, invalidated.
 *
 * <p>A client has two slots. A new token goes into <i>next</i> and moves to <i>current</i> when it is used for
 * the first time; until then the one in <i>current</i> goes on to work, since nobody knows whether the new one
 * arrived. Thread-safe; whatever depends on the slots is decided inside the store's atomic update.
 */
public final class FastTokens {

    private static final byte[] INITIATOR = "Initiator".getBytes(StandardCharsets.UTF_8);
    private static final byte[] RESPONDER = "Responder".getBytes(StandardCharsets.UTF_8);

    private final FastTokenStore store;
    private final ServerSecret secret;
    private final RandomTokens random;
    private final FastLifetimes lifetimes;
    private final InstantSource clock;

    @Inject
    public FastTokens(
            FastTokenStore store,
            ServerSecret secret,
            RandomTokens random,
            FastLifetimes lifetimes,
            InstantSource clock) {
        this.store = store;
        this.secret = secret;
        this.random = random;
        this.lifetimes = lifetimes;
        this.clock = clock;
    }

    /**
     * The token that goes into SASL2's {@code <success/>}, if any: the one that the client requested, or a
     * fresh one for a client whose token gets old. To be called once, after the login is complete.
     *
     * @param success how the login ended
     * @param clientId the id of the {@code <user-agent/>}, if the client gave one
     * @param requestedMechanism from {@code <request-token mechanism='...'/>}, if present
     */
    public Optional<IssuedFastToken> afterLogin(
            SaslStep.Success success, Optional<String> clientId, Optional<String> requestedMechanism) {
        if (requestedMechanism.isPresent()) {
            return requestedMechanism
                    .filter(HashedTokenMechanism::isName)
                    .flatMap(mechanism -> clientId.map(client -> issue(success.account(), client, mechanism)));
        }
        return success.fast()
                .filter(FastLogin::rotationDue)
                .map(login -> issue(success.account(), login.clientId(), login.mechanism()));
    }

    private IssuedFastToken issue(BareJid account, String clientId, String mechanism) {
        Instant now = clock.instant();
        FastToken token =
                new FastToken(mechanism, random.next(), now, now.plus(lifetimes.lifetime()), FastToken.NEVER_COUNTED);
        // an unused token in the slot is overwritten, as XEP-0484 §token-rotation wants
        store.update(
                account,
                clientId,
                slots -> new Changed<>(new FastTokenSlots(slots.current(), Optional.of(token)), token));
        return new IssuedFastToken(tokenString(account, clientId, token), token.expiry());
    }

    /** Forgets the tokens of one client. Blocks. */
    public void forget(BareJid account, String clientId) {
        store.forget(account, clientId);
    }

    /** Checks a proof and, if it is accepted, moves the slots on. */
    FastVerdict verify(FastProof proof) {
        FastTokenSlots slots = store.read(proof.account(), proof.request().clientId());
        Changed<FastVerdict> judged = judge(slots, proof);
        if (judged.slots().equals(slots)) {
            // failures, and logins that change nothing, never write
            return judged.result();
        }
        return store.update(proof.account(), proof.request().clientId(), latest -> judge(latest, proof));
    }

    private Changed<FastVerdict> judge(FastTokenSlots slots, FastProof proof) {
        // both slots are always tried, filled or not: an unknown name takes as long as a known one
        boolean fitsNext = fits(slots.next(), proof);
        boolean fitsCurrent = fits(slots.current(), proof);
        Optional<FastToken> fitting = fitsNext ? slots.next() : fitsCurrent ? slots.current() : Optional.empty();
        FastVerdict verdict = fitting.map(token -> verdict(token, proof)).orElseGet(FastVerdict.Refused::new);
        if (fitting.isPresent() && verdict instanceof FastVerdict.Accepted) {
            return new Changed<>(afterUse(slots, fitting.get(), fitsNext, proof.request()), verdict);
        }
        return new Changed<>(slots, verdict);
    }

    private FastVerdict verdict(FastToken token, FastProof proof) {
        FastRequest request = proof.request();
        boolean replayed = request.count().isPresent() && request.count().getAsLong() <= token.count();
        if (!token.mechanism().equals(proof.mechanism()) || replayed) {
            return new FastVerdict.Refused();
        }
        Instant now = clock.instant();
        if (!now.isBefore(token.expiry())) {
            return new FastVerdict.Expired();
        }
        boolean old = !now.isBefore(token.issued().plus(lifetimes.rotateAfter()));
        String tokenString = tokenString(proof.account(), request.clientId(), token);
        return new FastVerdict.Accepted(
                hashed(tokenString, RESPONDER, proof.channelBinding()),
                new FastLogin(request.clientId(), token.mechanism(), old && !request.invalidate()));
    }

    private static FastTokenSlots afterUse(
            FastTokenSlots slots, FastToken used, boolean fromNext, FastRequest request) {
        if (request.invalidate()) {
            // a client that logs out leaves nothing behind, not even a token that it has not seen
            return FastTokenSlots.empty();
        }
        FastToken counted =
                request.count().isPresent() ? used.counted(request.count().getAsLong()) : used;
        // XEP-0484 §token-rotation: whatever expires earlier than a token that was used is void
        Optional<FastToken> next = fromNext
                ? Optional.empty()
                : slots.next().filter(token -> !token.expiry().isBefore(used.expiry()));
        return new FastTokenSlots(Optional.of(counted), next);
    }

    private boolean fits(Optional<FastToken> stored, FastProof proof) {
        FastToken token = stored.orElseGet(
                () -> new FastToken(proof.mechanism(), "", Instant.EPOCH, Instant.EPOCH, FastToken.NEVER_COUNTED));
        String tokenString = tokenString(proof.account(), proof.request().clientId(), token);
        boolean equal = MessageDigest.isEqual(hashed(tokenString, INITIATOR, proof.channelBinding()), proof.hash());
        return equal && stored.isPresent();
    }

    private String tokenString(BareJid account, String clientId, FastToken token) {
        byte[] bits = secret.derive("fast token", token.id(), token.mechanism(), account.toString(), clientId);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** draft-schmaus-kitten-sasl-ht-09 §3: the key is the token as text. */
    private static byte[] hashed(String token, byte[] role, byte[] channelBinding) {
        byte[] key = token.getBytes(StandardCharsets.UTF_8);
        return new Hmac(HashedTokenMechanism.HASH, key).of(role, channelBinding);
    }
}
