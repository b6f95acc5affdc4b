package im.carillon.config;

import static im.carillon.config.ConfigSchema.HTTP_ADDRESS;
import static im.carillon.config.ConfigSchema.HTTP_LISTEN;
import static im.carillon.config.ConfigSchema.HTTP_PORT;
import static im.carillon.config.ConfigSchema.HTTP_TLS_ADDRESS;
import static im.carillon.config.ConfigSchema.HTTP_TLS_PORT;

import java.util.ArrayList;
import java.util.List;

/** The table {@code [http]}. */
final class HttpAssembly {

    static final String PLAIN = "plain";
    static final String TLS = "tls";

    private final TableReader reader;

    HttpAssembly(TableReader reader) {
        this.reader = reader;
    }

    HttpConfig assemble() {
        return new HttpConfig(listeners());
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
