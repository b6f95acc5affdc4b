package im.carillon.config;

import java.nio.file.Path;
import java.util.List;

/**
 * Everything the administrator can set, as read from {@code carillon.toml} and {@code conf.d/*.toml}.
 *
 * @param data the directory for the embedded database and other state
 */
public record CarillonConfig(
        Path data,
        List<HostConfig> hosts,
        List<ListenerConfig> listeners,
        HttpConfig http,
        BoshConfig bosh,
        TlsConfig tls,
        AuthenticationConfig authentication,
        LimitsConfig limits,
        RatesConfig rates,
        SessionConfig session,
        StorageConfig storage,
        ArchiveConfig archive,
        RoomsConfig rooms,
        PubsubConfig pubsub,
        ProxyConfig proxy,
        List<ExternalServiceConfig> externalServices,
        UploadConfig upload,
        ControlConfig control) {

    public CarillonConfig {
        hosts = List.copyOf(hosts);
        listeners = List.copyOf(listeners);
        externalServices = List.copyOf(externalServices);
    }
}
