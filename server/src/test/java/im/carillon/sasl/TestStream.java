package im.carillon.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The surroundings of a login in tests: an encrypted stream of example.org, unless told otherwise. */
record TestStream(
        boolean secure,
        Map<String, byte[]> bindings,
        Set<String> mechanisms,
        CredentialLookup accounts,
        Optional<FastRequest> fast) {

    static final byte[] EXPORTER = "THIS IS FAKE CB DATA".getBytes(StandardCharsets.UTF_8);
    static final byte[] END_POINT = "the hash of a certificate".getBytes(StandardCharsets.UTF_8);

    static TestStream with(CredentialLookup accounts) {
        return new TestStream(
                true,
                Map.of(ChannelBindings.TLS_EXPORTER, EXPORTER, ChannelBindings.TLS_SERVER_END_POINT, END_POINT),
                Set.of("SCRAM-SHA-1", "SCRAM-SHA-1-PLUS"),
                accounts,
                Optional.empty());
    }

    TestStream offering(String... names) {
        return new TestStream(secure, bindings, Set.of(names), accounts, fast);
    }

    TestStream withoutBindings() {
        return new TestStream(secure, Map.of(), mechanisms, accounts, fast);
    }

    TestStream unencrypted() {
        return new TestStream(false, Map.of(), mechanisms, accounts, fast);
    }

    TestStream fast(FastRequest request) {
        return new TestStream(secure, bindings, mechanisms, accounts, Optional.of(request));
    }

    SaslContext context() {
        return new SaslContext(
                "example.org",
                secure,
                type -> Optional.ofNullable(bindings.get(type)),
                mechanisms,
                bindings.keySet(),
                accounts,
                fast);
    }
}
