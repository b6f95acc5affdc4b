package im.carillon.sasl;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The mechanisms a server has, by name, and which of them a stream is offered. */
public final class SaslMechanisms {

    private final Map<String, SaslMechanism> byName = new LinkedHashMap<>();

    public SaslMechanisms(List<SaslMechanism> mechanisms) {
        for (SaslMechanism mechanism : mechanisms) {
            if (byName.putIfAbsent(mechanism.name(), mechanism) != null) {
                throw new IllegalArgumentException("two mechanisms are called " + mechanism.name());
            }
        }
    }

    /** All six of SCRAM. */
    public static List<SaslMechanism> scram(NonceSource nonces, UnknownAccounts unknownAccounts) {
        return Stream.of(ScramHash.SHA_512, ScramHash.SHA_256, ScramHash.SHA_1)
                .<SaslMechanism>mapMulti((hash, each) -> {
                    each.accept(new ScramMechanism(hash, true, nonces, unknownAccounts));
                    each.accept(new ScramMechanism(hash, false, nonces, unknownAccounts));
                })
                .toList();
    }

    /** The three that FAST tokens can be used with, the strongest first. */
    public static List<SaslMechanism> fast(FastTokens tokens) {
        return Arrays.stream(HashedTokenMechanism.Binding.values())
                .<SaslMechanism>map(binding -> new HashedTokenMechanism(binding, tokens))
                .toList();
    }

    /**
     * The names among {@code wanted}, in that order, that a stream can be offered. Names that no mechanism
     * has are left out.
     */
    public List<String> offered(List<String> wanted, boolean secure, Set<String> bindingTypes) {
        return wanted.stream()
                .filter(name -> named(name)
                        .filter(mechanism -> suits(mechanism, secure, bindingTypes))
                        .isPresent())
                .distinct()
                .toList();
    }

    private static boolean suits(SaslMechanism mechanism, boolean secure, Set<String> bindingTypes) {
        boolean canBind =
                !mechanism.needsChannelBinding() || bindingTypes.stream().anyMatch(mechanism::bindsTo);
        return canBind && (secure || !mechanism.needsTls());
    }

    public Optional<SaslMechanism> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public List<String> names() {
        return List.copyOf(byName.keySet());
    }
}
