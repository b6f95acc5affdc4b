package im.carillon.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Just enough of a server for the load to be tried against: it logs everybody in who knows the password, answers
 * pings, and passes messages on. One virtual thread for each connection.
 */
final class TinyServer implements AutoCloseable {
    private static final String SALT = Base64.getEncoder().encodeToString(Frame.bytes("salt"));
    private static final int ITERATIONS = 4096;

    private final ServerSocket listener;
    private final SSLContext tls;
    private final Map<String, Connection> bound = new ConcurrentHashMap<>();
    private final ScramKeys.Keys keys = new ScramKeys(AccountsFile.PASSWORD).with(SALT, ITERATIONS);
    private final AtomicInteger dropped = new AtomicInteger();
    private volatile int dropEvery;

    TinyServer(SSLContext tls, int port) throws IOException {
        this.tls = tls;
        this.listener = new ServerSocket(port, 100, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** Stands in for the real server: {@code --server 'java ... TinyServer {port} {config}/../tls/server.p12'}. */
    public static void main(String[] arguments) throws Exception {
        SSLContext tls = Certificate.open(Path.of(arguments[1]).normalize()).server();
        try (TinyServer server = new TinyServer(tls, Integer.parseInt(arguments[0]))) {
            System.out.println("is ready on " + server.port());
            new CountDownLatch(1).await();
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Loses one of so many messages. */
    void dropEvery(int messages) {
        dropEvery = messages;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> new Connection(socket).serve());
            } catch (IOException e) {
                return;
            }
        }
    }

    private final class Connection {
        private Socket socket;
        private String user = "";
        private String authMessage = "";
        private boolean sasl2;

        Connection(Socket socket) {
            this.socket = socket;
        }

        void serve() {
            try (Socket plain = socket) {
                StanzaCutter cutter = new StanzaCutter();
                byte[] bytes = new byte[1 << 16];
                int length = 0;
                int scanned = 0;
                InputStream in = plain.getInputStream();
                while (true) {
                    int cut = cutter.cut(bytes, scanned, length);
                    if (cut == Cutter.MORE) {
                        scanned = length;
                        int count = in.read(bytes, length, bytes.length - length);
                        if (count < 0) {
                            return;
                        }
                        length += count;
                        continue;
                    }
                    String frame = Frame.text(bytes, 0, cut).strip();
                    System.arraycopy(bytes, cut, bytes, 0, length - cut);
                    length -= cut;
                    scanned = 0;
                    if (frame.startsWith("<starttls")) {
                        send("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
                        secure();
                        in = socket.getInputStream();
                        cutter.reset();
                    } else if (answer(frame)) {
                        cutter.reset();
                    }
                }
            } catch (IOException e) {
                bound.values().remove(this);
            }
        }

        /** Answers whether a new stream follows. */
        private boolean answer(String frame) throws IOException {
            if (frame.contains("<stream:stream")) {
                send("<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
                        + "xmlns:stream='http://etherx.jabber.org/streams' from='localhost' id='1' version='1.0'>"
                        + features());
            } else if (frame.startsWith("</")) {
                send("</stream:stream>");
                throw new IOException("closed");
            } else if (frame.startsWith("<auth")) {
                sasl2 = frame.contains("urn:xmpp:sasl:2");
                challenge(decode(sasl2 ? Frame.textOf(frame, "initial-response") : Frame.ownText(frame)));
            } else if (frame.startsWith("<response")) {
                return prove(decode(Frame.ownText(frame)));
            } else if (frame.contains("xmpp-bind")) {
                bind();
                send("<iq type='result' id='" + Frame.attribute(frame, "id")
                        + "'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>" + address()
                        + "</jid></bind></iq>");
            } else if (frame.startsWith("<iq")) {
                send("<iq type=\"result\" from=\"localhost\" id=\"" + Frame.attribute(frame, "id") + "\"/>");
            } else if (frame.startsWith("<message")) {
                route(frame);
            }
            return false;
        }

        private void route(String message) throws IOException {
            Connection to = bound.get(Frame.attribute(message, "to"));
            boolean lose = dropEvery > 0 && dropped.incrementAndGet() % dropEvery == 0;
            if (to != null && !lose) {
                to.send(message.replaceFirst(" ", " from='" + address() + "' "));
            }
        }

        private void challenge(String clientFirst) throws IOException {
            String bare = clientFirst.substring(3);
            user = bare.substring(2, bare.indexOf(','));
            String serverFirst = bare.substring(bare.indexOf("r=")) + "server,s=" + SALT + ",i=" + ITERATIONS;
            authMessage = bare + "," + serverFirst;
            send("<challenge xmlns='" + namespace() + "'>" + encode(serverFirst) + "</challenge>");
        }

        private boolean prove(String clientFinal) throws IOException {
            int proofAt = clientFinal.indexOf(",p=");
            authMessage += "," + clientFinal.substring(0, proofAt);
            byte[] proof = Base64.getDecoder().decode(clientFinal.substring(proofAt + 3));
            byte[] signature = ScramKeys.hmac(keys.stored(), authMessage);
            for (int i = 0; i < proof.length; i++) {
                proof[i] ^= signature[i];
            }
            if (!Arrays.equals(proof, keys.client())) {
                send("<failure xmlns='" + namespace() + "'><not-authorized/></failure>");
                return false;
            }
            String done = encode("v=" + Base64.getEncoder().encodeToString(ScramKeys.hmac(keys.server(), authMessage)));
            if (sasl2) {
                bind();
                send("<success xmlns='urn:xmpp:sasl:2'><additional-data>" + done
                        + "</additional-data><authorization-identifier>" + address()
                        + "</authorization-identifier><bound xmlns='urn:xmpp:bind:0'/></success>" + features());
                return false;
            }
            send("<success xmlns='" + namespace() + "'>" + done + "</success>");
            return true;
        }

        private void bind() {
            bound.put(address(), this);
        }

        private String address() {
            return user + "@localhost/bench";
        }

        private String namespace() {
            return sasl2 ? "urn:xmpp:sasl:2" : "urn:ietf:params:xml:ns:xmpp-sasl";
        }

        private String features() {
            return "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"
                    + "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>SCRAM-SHA-256</mechanism>"
                    + "</mechanisms><authentication xmlns='urn:xmpp:sasl:2'/>"
                    + "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></stream:features>";
        }

        private void secure() throws IOException {
            SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, "localhost", 0, true);
            secured.setUseClientMode(false);
            secured.startHandshake();
            socket = secured;
        }

        private synchronized void send(String text) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    private static String decode(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
