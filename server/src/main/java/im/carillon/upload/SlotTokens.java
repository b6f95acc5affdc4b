package im.carillon.upload;

import im.carillon.account.ServerSecrets;
import im.carillon.jid.BareJid;
import im.carillon.sasl.ServerSecret;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Slots as part of an address: what was granted, signed with HMAC-SHA-256 under a key of this server. So nothing has to
 * be stored for a slot, and it outlives a restart.
 */
@Singleton
final class SlotTokens {

    /** 192 bits. */
    private static final int ID_BYTES = 24;

    static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{32}");

    private static final String PURPOSE = "upload slot";
    private static final String SEPARATOR = "\n";
    private static final int FIELDS = 6;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private final ServerSecret secret;
    private final SecureRandom random;

    @Inject
    SlotTokens(ServerSecrets secrets, SecureRandom random) {
        this.secret = secrets.get("upload");
        this.random = random;
    }

    String newId() {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return ENCODER.encodeToString(id);
    }

    /** None of the parts can contain the separator: a name and a media type have no control characters. */
    String of(Slot slot) {
        String granted = String.join(
                SEPARATOR,
                slot.owner().toString(),
                Long.toString(slot.size()),
                Long.toString(slot.until().getEpochSecond()),
                slot.purpose().lasting() ? "lasting" : "",
                slot.purpose()
                        .expires()
                        .map(time -> Long.toString(time.toEpochMilli()))
                        .orElse(""),
                slot.type().map(MediaType::text).orElse(""));
        return ENCODER.encodeToString(granted.getBytes(StandardCharsets.UTF_8)) + '.' + signature(slot, granted);
    }

    private String signature(Slot slot, String granted) {
        return signature(slot.id(), slot.name(), granted);
    }

    private String signature(String id, FileName name, String granted) {
        return ENCODER.encodeToString(secret.derive(PURPOSE, id, name.text(), granted));
    }

    /** The slot that this server signed for that file, if it did; whether its time is over is not asked. */
    Optional<Slot> read(String id, FileName name, String token) {
        int dot = token.indexOf('.');
        if (dot < 0 || !ID.matcher(id).matches()) {
            return Optional.empty();
        }
        try {
            String granted = new String(DECODER.decode(token.substring(0, dot)), StandardCharsets.UTF_8);
            byte[] expected = signature(id, name, granted).getBytes(StandardCharsets.US_ASCII);
            byte[] signature = token.substring(dot + 1).getBytes(StandardCharsets.UTF_8);
            return MessageDigest.isEqual(expected, signature) ? Optional.of(slot(id, name, granted)) : Optional.empty();
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private static Slot slot(String id, FileName name, String granted) {
        String[] fields = granted.split(SEPARATOR, FIELDS);
        return new Slot(
                id,
                BareJid.of(fields[0]),
                name,
                Long.parseLong(fields[1]),
                MediaType.of(fields[5]),
                new Purpose(
                        !fields[3].isEmpty(),
                        Optional.of(fields[4])
                                .filter(text -> !text.isEmpty())
                                .map(text -> Instant.ofEpochMilli(Long.parseLong(text)))),
                Instant.ofEpochSecond(Long.parseLong(fields[2])));
    }
}
