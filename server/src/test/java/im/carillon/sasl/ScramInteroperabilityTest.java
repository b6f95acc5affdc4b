package im.carillon.sasl;

import static im.carillon.sasl.SaslAssertions.additionalData;
import static im.carillon.sasl.SaslAssertions.challenge;
import static im.carillon.sasl.SaslAssertions.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.ongres.scram.client.ScramClient;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All SCRAM mechanisms against a client that others wrote. It signs the server's first message as it would
 * write it itself, without the extension of XEP-0474: so it does not get one.
 */
class ScramInteroperabilityTest {

    private static final String PASSWORD = "r0m30 myr0m30 \u00e9";

    private final SaslMechanisms mechanisms = new SaslMechanisms(SaslMechanisms.scram(
            new RandomTokens(new SecureRandom()), new UnknownAccounts(new ServerSecret(new byte[32]), 4096)));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SCRAM-SHA-1",
                "SCRAM-SHA-1-PLUS",
                "SCRAM-SHA-256",
                "SCRAM-SHA-256-PLUS",
                "SCRAM-SHA-512",
                "SCRAM-SHA-512-PLUS",
            })
    void logsInAndTrustsTheServer(String name) throws Exception {
        Credentials stored =
                new PasswordKeys(new SecureRandom(), 4096).derive(PASSWORD).orElseThrow();
        TestStream stream = TestStream.with(new TestAccounts().with("a,b=c@example.org", stored))
                .offering();
        SaslExchange exchange = mechanisms.named(name).orElseThrow().start(stream.context());
        ScramClient client = client(name);

        client.serverFirstMessage(
                challenge(send(exchange, client.clientFirstMessage().toString())));
        SaslStep last = send(exchange, client.clientFinalMessage().toString());

        assertThat(client.serverFinalMessage(additionalData(last)).isError()).isFalse();
    }

    private static ScramClient client(String name) {
        var builder = ScramClient.builder()
                .advertisedMechanisms(List.of(name))
                .username("a,b=c")
                .password(PASSWORD.toCharArray());
        return name.endsWith("-PLUS")
                ? builder.channelBinding(ChannelBindings.TLS_EXPORTER, TestStream.EXPORTER)
                        .build()
                : builder.build();
    }
}
