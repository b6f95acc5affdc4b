package im.carillon.config;

import static im.carillon.config.ConfigSchema.EXTERNAL_GUESTS;
import static im.carillon.config.ConfigSchema.EXTERNAL_HOST;
import static im.carillon.config.ConfigSchema.EXTERNAL_HOSTS;
import static im.carillon.config.ConfigSchema.EXTERNAL_LIFETIME;
import static im.carillon.config.ConfigSchema.EXTERNAL_NAME;
import static im.carillon.config.ConfigSchema.EXTERNAL_PASSWORD;
import static im.carillon.config.ConfigSchema.EXTERNAL_PORT;
import static im.carillon.config.ConfigSchema.EXTERNAL_SECRET;
import static im.carillon.config.ConfigSchema.EXTERNAL_TRANSPORT;
import static im.carillon.config.ConfigSchema.EXTERNAL_TYPE;
import static im.carillon.config.ConfigSchema.EXTERNAL_USERNAME;

import im.carillon.config.ExternalServiceConfig.Login;
import java.util.Optional;
import java.util.Set;

/** Makes the record of one table {@code external_service}. */
final class ExternalServiceAssembly {

    private ExternalServiceAssembly() {}

    static Optional<ExternalServiceConfig> assemble(TableReader reader, ConfigSource source, Problems problems) {
        Optional<String> username = reader.find(EXTERNAL_USERNAME);
        Optional<String> password = reader.findSecret(EXTERNAL_PASSWORD);
        Optional<String> secret = reader.findSecret(EXTERNAL_SECRET);
        if (username.isPresent() != password.isPresent()) {
            problems.add(source, "external_service: username and password belong together, and one is missing");
        }
        if (username.isPresent() && secret.isPresent()) {
            problems.add(source, "external_service: give either username and password or a secret, not both");
        }
        Optional<Login> login = username.flatMap(user -> password.map(word -> new Login(user, word)));
        Optional<String> type = reader.find(EXTERNAL_TYPE);
        Optional<String> host = reader.find(EXTERNAL_HOST);
        Optional<Integer> port = reader.find(EXTERNAL_PORT);
        Optional<String> transport = reader.find(EXTERNAL_TRANSPORT);
        Optional<String> name = reader.find(EXTERNAL_NAME);
        return type.map(known -> new ExternalServiceConfig(
                known,
                host,
                port,
                transport,
                name,
                login,
                secret,
                reader.get(EXTERNAL_LIFETIME),
                Set.copyOf(reader.get(EXTERNAL_HOSTS)),
                reader.get(EXTERNAL_GUESTS)));
    }
}
