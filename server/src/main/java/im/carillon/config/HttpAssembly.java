package im.carillon.config;

import static im.carillon.config.ConfigSchema.HTTP_ADDRESS;
import static im.carillon.config.ConfigSchema.HTTP_ALLOWED_ORIGINS;
import static im.carillon.config.ConfigSchema.HTTP_LISTEN;
import static im.carillon.config.ConfigSchema.HTTP_METRICS_FROM;
import static im.carillon.config.ConfigSchema.HTTP_PING;
import static im.carillon.config.ConfigSchema.HTTP_PORT;
import static im.carillon.config.ConfigSchema.HTTP_PUBLIC_URL;
import static im.carillon.config.ConfigSchema.HTTP_REDIRECT;
import static im.carillon.config.ConfigSchema.HTTP_TLS_ADDRESS;
import static im.carillon.config.ConfigSchema.HTTP_TLS_PORT;
import static im.carillon.config.ConfigSchema.HTTP_TRUSTED_PROXIES;
import static im.carillon.config.ConfigSchema.HTTP_WEB_CLIENT;
import static im.carillon.config.ConfigSchema.HTTP_WEB_CLIENT_FOLDER;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table {@code [http]}. */
final class HttpAssembly {

    static final String PLAIN = "plain";
    static final String TLS = "tls";

    private final TableReader reader;

    HttpAssembly(TableReader reader) {
        this.reader = reader;
    }

    HttpConfig assemble() {
        return new HttpConfig(
                listeners(),
                reader.find(HTTP_PUBLIC_URL),
                ranges(reader.get(HTTP_TRUSTED_PROXIES)),
                reader.get(HTTP_ALLOWED_ORIGINS),
                reader.get(HTTP_PING),
                reader.find(HTTP_REDIRECT),
                reader.get(HTTP_WEB_CLIENT),
                reader.find(HTTP_WEB_CLIENT_FOLDER),
                ranges(reader.get(HTTP_METRICS_FROM)));
    }

    private static List<AddressRange> ranges(List<String> texts) {
        return texts.stream().map(AddressRange::of).flatMap(Optional::stream).toList();
    }

    private List<HttpListenerConfig> listeners() {
        List<String> wanted = reader.get(HTTP_LISTEN);
        HttpListenerConfig plain = new HttpListenerConfig(reader.get(HTTP_ADDRESS), reader.get(HTTP_PORT), false);
        HttpListenerConfig tls = new HttpListenerConfig(reader.get(HTTP_TLS_ADDRESS), reader.get(HTTP_TLS_PORT), true);
        List<HttpListenerConfig> listeners = new ArrayList<>();
        if (wanted.contains(PLAIN)) {
            listeners.add(plain);
        }
        if (wanted.contains(TLS)) {
            listeners.add(tls);
        }
        return listeners;
    }
}
