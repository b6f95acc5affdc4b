package im.carillon.config;

import static im.carillon.config.ConfigSchema.PROXY_ACTIVATION;
import static im.carillon.config.ConfigSchema.PROXY_ADDRESS;
import static im.carillon.config.ConfigSchema.PROXY_ADVERTISED_PORT;
import static im.carillon.config.ConfigSchema.PROXY_CONNECTIONS;
import static im.carillon.config.ConfigSchema.PROXY_ENABLED;
import static im.carillon.config.ConfigSchema.PROXY_GUESTS;
import static im.carillon.config.ConfigSchema.PROXY_HANDSHAKE;
import static im.carillon.config.ConfigSchema.PROXY_HOST;
import static im.carillon.config.ConfigSchema.PROXY_IDLE;
import static im.carillon.config.ConfigSchema.PROXY_NAME;
import static im.carillon.config.ConfigSchema.PROXY_PER_ACCOUNT;
import static im.carillon.config.ConfigSchema.PROXY_PORT;
import static im.carillon.config.ConfigSchema.PROXY_RATE;

/** Makes the record of the table {@code proxy}. */
final class ProxyAssembly {

    private ProxyAssembly() {}

    static ProxyConfig assemble(TableReader reader) {
        return new ProxyConfig(
                reader.get(PROXY_ENABLED),
                reader.get(PROXY_NAME),
                reader.get(PROXY_ADDRESS),
                reader.get(PROXY_PORT),
                reader.find(PROXY_HOST),
                reader.find(PROXY_ADVERTISED_PORT),
                reader.get(PROXY_GUESTS),
                reader.get(PROXY_CONNECTIONS),
                reader.get(PROXY_PER_ACCOUNT),
                reader.get(PROXY_RATE),
                reader.get(PROXY_HANDSHAKE),
                reader.get(PROXY_ACTIVATION),
                reader.get(PROXY_IDLE));
    }
}
