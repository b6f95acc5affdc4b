package im.carillon.websocket;

import im.carillon.config.LimitsConfig;
import im.carillon.stream.ClientStreams;
import im.carillon.transport.EngineSource;
import im.carillon.xml.XmlLimits;
import im.carillon.xml.XmlParser;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

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

    @Inject
    WebSocketServices(
            ClientStreams streams, EngineSource engines, LimitsConfig limits, LivePeers peers, WriteThreads writers) {
        this.streams = streams;
        this.engines = engines;
        this.peers = peers;
        this.writers = writers;
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

    WriteThreads writers() {
        return writers;
    }
}
