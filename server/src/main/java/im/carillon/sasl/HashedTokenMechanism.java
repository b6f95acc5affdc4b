package im.carillon.sasl;

import java.util.Arrays;
import java.util.Optional;

/**
 * The HT mechanisms (draft-schmaus-kitten-sasl-ht-09), by which FAST tokens are used. They are listed inside
 * {@code <fast/>} and never among the ordinary mechanisms.
 */
public final class HashedTokenMechanism implements SaslMechanism {

    static final ScramHash HASH = ScramHash.SHA_256;

    private final Binding binding;
    private final FastTokens tokens;

    public HashedTokenMechanism(Binding binding, FastTokens tokens) {
        this.binding = binding;
        this.tokens = tokens;
    }

    /** What the proof is bound to, with the ending that the draft gives it. */
    public enum Binding {
        EXPR(Optional.of(ChannelBindings.TLS_EXPORTER)),
        ENDP(Optional.of(ChannelBindings.TLS_SERVER_END_POINT)),
        NONE(Optional.empty());

        private final Optional<String> type;

        Binding(Optional<String> type) {
            this.type = type;
        }

        Optional<String> type() {
            return type;
        }

        String mechanism() {
            return "HT-" + HASH.algorithm() + "-" + name();
        }
    }

    /** Whether a token can be bound to a mechanism of this name. */
    static boolean isName(String name) {
        return Arrays.stream(Binding.values()).map(Binding::mechanism).anyMatch(name::equals);
    }

    @Override
    public String name() {
        return binding.mechanism();
    }

    @Override
    public boolean needsChannelBinding() {
        return binding.type().isPresent();
    }

    @Override
    public boolean bindsTo(String bindingType) {
        return binding.type().filter(bindingType::equals).isPresent();
    }

    /** XEP-0484 §security: what is sent once could be sent again by whoever saw it. */
    @Override
    public boolean needsTls() {
        return true;
    }

    @Override
    public SaslExchange start(SaslContext context) {
        return new HashedTokenExchange(name(), binding.type(), tokens, context);
    }
}
