package im.carillon.bench;

import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** Opens sessions on the server over WebSocket (RFC 7395); each account has one. */
record WebSocketOpener(LoadLoop loop, InetSocketAddress server, LoginPlan plan) implements Opener {

    @Override
    public void open(int number, Consumer<Session> opened) {
        Login login = new Login(plan, new Account(number), (link, address) -> {
            link.handOverTo(new IdleEnd());
            opened.accept(new Session(link, address));
        });
        loop.connect(server, new WebSocketCutter(), new Handshake(plan.domain(), login));
    }

    /** RFC 6455 §4.1. */
    private record Handshake(String host, Login login) implements LinkHandler {

        @Override
        public void connected(Link link) {
            link.send(Frame.bytes("GET /xmpp-websocket HTTP/1.1\r\nHost: " + host
                    + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: xmpp\r\n\r\n"));
        }

        @Override
        public void frame(Link link, byte[] bytes, int from, int to) {
            String answer = Frame.text(bytes, from, to);
            if (!answer.startsWith("HTTP/1.1 101 ")) {
                throw new BenchmarkException("No WebSocket: " + answer);
            }
            ((SocketLink) link).speak(Wire.WEB_SOCKET);
            link.handOverTo(login);
            login.connected(link);
        }

        @Override
        public void secured(Link link) {
            throw new IllegalStateException("no STARTTLS on WebSocket");
        }

        @Override
        public void closed(Link link, String reason) {
            throw new BenchmarkException("The handshake failed: " + reason);
        }
    }
}
