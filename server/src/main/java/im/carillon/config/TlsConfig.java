package im.carillon.config;

import java.nio.file.Path;
import java.util.List;

/**
 * TLS for every listener.
 *
 * @param certificates the directory of PEM files, matched to hosts by subject alternative name
 * @param protocols the protocol versions offered, of {@code TLSv1.2} and {@code TLSv1.3}
 * @param required whether a client must secure its stream before it may log in
 */
public record TlsConfig(Path certificates, List<String> protocols, boolean required) {

    public TlsConfig {
        protocols = List.copyOf(protocols);
    }
}
