package im.carillon.bytestreams;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** One end of a transfer, by hand. */
final class SocksClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;

    SocksClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    /** Connected under this name, or refused with this code. */
    int ask(String name) throws IOException {
        send(5, 1, 0);
        if (socket.getInputStream().readNBytes(2)[1] != 0) {
            throw new IOException("the greeting was refused");
        }
        byte[] hash = name.getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[hash.length + 7];
        byte[] head = {5, 1, 0, 3, (byte) hash.length};
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(hash, 0, request, head.length, hash.length);
        socket.getOutputStream().write(request);
        byte[] answer = socket.getInputStream().readNBytes(request.length);
        request[1] = answer[1];
        if (!java.util.Arrays.equals(request, answer)) {
            throw new IOException("the answer is about something else");
        }
        return answer[1];
    }

    static SocksClient connected(int port, String name) throws IOException {
        SocksClient client = new SocksClient(port);
        int code = client.ask(name);
        if (code != 0) {
            throw new IOException("refused with " + code);
        }
        return client;
    }

    void send(int... bytes) throws IOException {
        byte[] all = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            all[i] = (byte) bytes[i];
        }
        send(all);
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    byte[] receive(int length) throws IOException {
        return socket.getInputStream().readNBytes(length);
    }

    String receiveText(int length) throws IOException {
        return new String(receive(length), StandardCharsets.UTF_8);
    }

    /** Everything until the other end has said all. */
    byte[] receiveAll() throws IOException {
        return socket.getInputStream().readAllBytes();
    }

    String receiveAllText() throws IOException {
        return new String(receiveAll(), StandardCharsets.UTF_8);
    }

    void saidAll() throws IOException {
        socket.shutdownOutput();
    }

    /** Whether the proxy has closed the connection, with or without a word. */
    boolean isClosedByProxy() throws IOException {
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketException e) {
            return true;
        }
    }

    Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
