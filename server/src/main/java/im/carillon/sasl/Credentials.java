package im.carillon.sasl;

import java.util.Map;
import java.util.Optional;

/**
 * What is stored of an account's password: never the password, only SCRAM keys.
 *
 * @param keys the keys per hash; an imported account may have fewer than all
 * @param enabled whether the account may log in
 */
public record Credentials(Map<ScramHash, ScramKeys> keys, boolean enabled) {

    public Credentials {
        keys = Map.copyOf(keys);
    }

    /** Whether nothing has changed: a new password has new keys, by their salt alone. */
    public boolean sameAs(Credentials other) {
        return enabled == other.enabled
                && keys.keySet().equals(other.keys.keySet())
                && keys.entrySet().stream()
                        .allMatch(each -> other.keys(each.getKey())
                                .filter(each.getValue()::sameAs)
                                .isPresent());
    }

    public Optional<ScramKeys> keys(ScramHash hash) {
        return Optional.ofNullable(keys.get(hash));
    }
}
