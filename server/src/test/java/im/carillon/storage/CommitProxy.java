package im.carillon.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Passes bytes between a client and a PostgreSQL server, and breaks the connection at the next COMMIT:
 * before the server has it, or before the client has the answer.
 */
final class CommitProxy implements AutoCloseable {

    /** What is lost. */
    enum Lost {
        NOTHING,
        REQUEST,
        ANSWER
    }

    private static final byte[] COMMIT = "COMMIT".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listener;
    private final int server;
    private final AtomicReference<Lost> next = new AtomicReference<>(Lost.NOTHING);
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean refusing;
    private volatile boolean lost;

    CommitProxy(int server) throws IOException {
        this.server = server;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    void loseNext(Lost what) {
        lost = false;
        next.set(what);
    }

    boolean lostOne() {
        return lost;
    }

    /** Whether new connections are closed at once. */
    void refuse(boolean refuse) {
        refusing = refuse;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                if (refusing) {
                    client.close();
                    continue;
                }
                Socket database = new Socket(InetAddress.getLoopbackAddress(), server);
                sockets.add(client);
                sockets.add(database);
                AtomicReference<Lost> fate = new AtomicReference<>(Lost.NOTHING);
                Thread.ofVirtual().start(() -> pass(client, database, true, fate));
                Thread.ofVirtual().start(() -> pass(database, client, false, fate));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void pass(Socket from, Socket to, boolean requests, AtomicReference<Lost> fate) {
        byte[] buffer = new byte[65_536];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (requests && contains(buffer, count)) {
                    fate.set(next.getAndSet(Lost.NOTHING));
                }
                if (fate.get() == (requests ? Lost.REQUEST : Lost.ANSWER)) {
                    lost = true;
                    return;
                }
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // the other side is gone
        }
    }

    private static boolean contains(byte[] buffer, int count) {
        for (int i = 0; i + COMMIT.length <= count; i++) {
            if (Arrays.equals(buffer, i, i + COMMIT.length, COMMIT, 0, COMMIT.length)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
