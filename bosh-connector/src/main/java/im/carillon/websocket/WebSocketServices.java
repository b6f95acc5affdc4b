package im.carillon.websocket;

import im.carillon.config.HttpConfig;
import im.carillon.config.LimitsConfig;
import im.carillon.stream.ClientStreams;
import im.carillon.transport.EngineSource;
import im.carillon.xml.XmlLimits;
import im.carillon.xml.XmlParser;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** What all WebSockets share. */
@Singleton
final class WebSocketServices {

    /** As with a stream header over TCP: what begins a stream must not be large. */
    private static final int LARGEST_OPENING = 8 * 1024;

    private final ClientStreams streams;
    private final EngineSource engines;
    private final XmlParser parser;
    private final LivePeers peers;
    private final WriteThreads writers;
    private final Optional<String> redirect;

    @Inject
    WebSocketServices(
            ClientStreams streams,
            EngineSource engines,
            LimitsConfig limits,
            HttpConfig http,
            LivePeers peers,
            WriteThreads writers) {
        this.streams = streams;
        this.engines = engines;
        this.peers = peers;
        this.writers = writers;
        this.redirect = http.redirect();
        this.parser =
                new XmlParser(new XmlLimits(LARGEST_OPENING, limits.depth(), limits.attributes(), limits.nameLength()));
    }

    ClientStreams streams() {
        return streams;
    }

    EngineSource engines() {
        return engines;
    }

    XmlParser parser() {
        return parser;
    }

    LivePeers peers() {
        return peers;
    }

    /** Where clients are sent instead (RFC 7395 §3.6.1). */
    Optional<String> redirect() {
        return redirect;
    }

    WriteThreads writers() {
        return writers;
    }
}
