package im.carillon.websocket;

import im.carillon.http.Caller;
import im.carillon.http.HttpConnections;
import im.carillon.http.HttpService;
import im.carillon.http.Origins;
import im.carillon.http.Refusals;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.ExtensionConfig;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;

/** Upgrades requests to WebSockets that speak XMPP (RFC 7395 §3.1). */
final class WebSocketService implements HttpService {

    static final Set<String> PATHS = Set.of("/xmpp-websocket", "/ws", "/websocket");

    private static final String SUBPROTOCOL = "xmpp";
    private static final String VERSION = "13";
    private static final String DEFLATE = "permessage-deflate";
    private static final String NO_CONTEXT = DEFLATE + "; server_no_context_takeover; client_no_context_takeover";
    private static final int READ_BYTES = 4 * 1024;

    private final WebSocketServices services;
    private final Origins origins;
    private final HttpConnections connections;
    private final WebSocketMappings upgrades;

    @Inject
    WebSocketService(WebSocketServices services, Origins origins, HttpConnections connections, Server server) {
        this.services = services;
        this.origins = origins;
        this.connections = connections;
        upgrades = new WebSocketMappings(WebSocketServerComponents.ensureWebSocketComponents(server));
    }

    @Override
    public Set<String> paths() {
        return PATHS;
    }

    @Override
    public void handle(Caller caller, Request request, Response response, Callback callback) throws Exception {
        if (!origins.allow(request)) {
            Refusals.write(response, callback, HttpStatus.FORBIDDEN_403, "not from this origin");
        } else if (!VERSION.equals(request.getHeaders().get(HttpHeader.SEC_WEBSOCKET_VERSION))) {
            response.getHeaders().put(HttpHeader.SEC_WEBSOCKET_VERSION, VERSION);
            response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
            response.getHeaders().add(HttpHeader.CONNECTION, "upgrade");
            Refusals.write(response, callback, HttpStatus.UPGRADE_REQUIRED_426, "connect with WebSocket, version 13");
        } else if (!request.getHeaders()
                .getCSV(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL, false)
                .contains(SUBPROTOCOL)) {
            Refusals.write(response, callback, HttpStatus.BAD_REQUEST_400, "offer the subprotocol xmpp (RFC 7395)");
        } else if (!upgrades.upgrade(
                new Negotiator(caller), request, response, callback, WebSocketService::configure)) {
            Refusals.write(response, callback, HttpStatus.BAD_REQUEST_400, "not a WebSocket handshake");
        }
    }

    private static void configure(Configuration configuration) {
        // dead peers are found by pings
        configuration.setIdleTimeout(Duration.ZERO);
        // pieces of a message come as they arrive, so that the limit on its size holds before it is kept
        configuration.setAutoFragment(true);
        configuration.setMaxFrameSize(0);
        configuration.setMaxTextMessageSize(0);
        configuration.setInputBufferSize(READ_BYTES);
    }

    private final class Negotiator implements org.eclipse.jetty.websocket.core.server.WebSocketNegotiator {

        private final Caller caller;

        Negotiator(Caller caller) {
            this.caller = caller;
        }

        @Override
        public FrameHandler negotiate(ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
            connections.handOver(request);
            response.setAcceptedSubProtocol(SUBPROTOCOL);
            response.setExtensions(extensions(request.getExtensions()));
            return new XmppWebSocket(caller, services, services.streams().limitsBeforeLogin());
        }
    }

    /** Compression keeps nothing from message to message, which would cost each session 300 KiB. */
    private static List<ExtensionConfig> extensions(List<ExtensionConfig> offered) {
        return offered.stream()
                .filter(extension -> extension.getName().equals(DEFLATE))
                .filter(extension -> !extension.getParameterKeys().contains("server_max_window_bits"))
                .limit(1)
                .map(extension -> ExtensionConfig.parse(NO_CONTEXT))
                .toList();
    }
}
