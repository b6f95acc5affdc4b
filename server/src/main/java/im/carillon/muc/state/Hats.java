package im.carillon.muc.state;

import im.carillon.jid.BareJid;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The hats of a room and who wears them.
 *
 * @param defined by URI, in the order in which they were made
 * @param worn the URIs of what somebody wears; who wears nothing is not there
 */
public record Hats(Map<String, Hat> defined, Map<BareJid, List<String>> worn) {

    public static final Hats NONE = new Hats(Map.of(), Map.of());

    public boolean isEmpty() {
        return defined.isEmpty();
    }

    public Optional<Hat> find(String uri) {
        return Optional.ofNullable(defined.get(uri));
    }

    public List<Hat> all() {
        return List.copyOf(defined.values());
    }

    /** What somebody wears. */
    public List<Hat> of(BareJid account) {
        List<String> uris = worn.get(account);
        return uris == null ? List.of() : uris.stream().map(defined::get).toList();
    }

    /** How many hats are worn. */
    public int wornCount() {
        return worn.values().stream().mapToInt(List::size).sum();
    }

    /** With a new hat, or one that was there and is another now. */
    public Hats with(Hat hat) {
        Map<String, Hat> changed = new LinkedHashMap<>(defined);
        changed.put(hat.uri(), hat);
        return new Hats(changed, worn);
    }

    /** Without a hat, which nobody wears any more either. */
    public Hats without(String uri) {
        Map<String, Hat> changed = new LinkedHashMap<>(defined);
        changed.remove(uri);
        Hats now = new Hats(changed, worn);
        for (BareJid account : worn.keySet()) {
            now = now.taken(account, uri);
        }
        return now;
    }

    public Hats given(BareJid account, String uri) {
        return wearing(account, uris -> {
            List<String> more = new ArrayList<>(uris);
            if (!more.contains(uri)) {
                more.add(uri);
            }
            return more;
        });
    }

    public Hats taken(BareJid account, String uri) {
        return wearing(
                account,
                uris -> uris.stream().filter(other -> !other.equals(uri)).toList());
    }

    private Hats wearing(BareJid account, UnaryOperator<List<String>> change) {
        Map<BareJid, List<String>> changed = new TreeMap<>(worn);
        List<String> uris = change.apply(worn.getOrDefault(account, List.of()));
        if (uris.isEmpty()) {
            changed.remove(account);
        } else {
            changed.put(account, List.copyOf(uris));
        }
        return new Hats(defined, changed);
    }

    /** Another one whenever the list of hats is another one (XEP-0317 §2). */
    public String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            for (Hat hat : defined.values()) {
                String line = hat.uri() + '\n' + hat.title() + '\n' + hat.hue().orElse("") + '\n';
                digest.update(line.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
