package im.carillon.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;

/** Two connections to the proxy that a session of the server joins (XEP-0065 §6). */
final class ProxyActivation implements LinkHandler {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private String answer = "";

    private ProxyActivation() {}

    static FileTransfer transfer(LoadLoop loop, Session requester, String target, String sid, InetSocketAddress proxy) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((sid + requester.address() + target).getBytes(StandardCharsets.UTF_8));
            Socket to = connected(proxy, HexFormat.of().formatHex(hash));
            Socket from = connected(proxy, HexFormat.of().formatHex(hash));
            new ProxyActivation().activate(loop, requester, target, sid);
            return new FileTransfer(from, to);
        } catch (IOException | GeneralSecurityException e) {
            throw new BenchmarkException("No transfer through the proxy", e);
        }
    }

    private static Socket connected(InetSocketAddress proxy, String name) throws IOException {
        Socket socket = new Socket(proxy.getAddress(), proxy.getPort());
        String request =
                "050100" + "0501000328" + HexFormat.of().formatHex(name.getBytes(StandardCharsets.US_ASCII)) + "0000";
        socket.getOutputStream().write(HexFormat.of().parseHex(request));
        byte[] answer = socket.getInputStream().readNBytes(2 + 5 + name.length() + 2);
        if (answer[1] != 0 || answer[3] != 0) {
            throw new IOException("the proxy refuses");
        }
        return socket;
    }

    private void activate(LoadLoop loop, Session requester, String target, String sid) {
        requester.link().handOverTo(this);
        requester
                .link()
                .send(Frame.bytes("<iq type='set' id='" + sid + "' to='proxy." + Server.DOMAIN
                        + "'><query xmlns='http://jabber.org/protocol/bytestreams' sid='" + sid + "'><activate>"
                        + target
                        + "</activate></query></iq>"));
        requester.link().flush();
        loop.runUntil(() -> !answer.isEmpty(), PATIENCE);
        if (!answer.contains("result")) {
            throw new BenchmarkException("The proxy does not activate the transfer: " + answer);
        }
    }

    @Override
    public void frame(Link link, byte[] bytes, int from, int to) {
        answer = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    @Override
    public void closed(Link link, String reason) {
        throw new BenchmarkException("The server closed a link: " + reason);
    }

    @Override
    public void connected(Link link) {}

    @Override
    public void secured(Link link) {}
}
