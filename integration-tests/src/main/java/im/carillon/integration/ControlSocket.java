package im.carillon.integration;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs commands over the server's control socket as {@code carillonctl} does: frames of a letter, four
 * bytes of length and JSON. Tests make many accounts, and starting a program for each would cost more
 * than the tests.
 */
final class ControlSocket {

    private final Path path;

    ControlSocket(Path path) {
        this.path = path;
    }

    /** The words, arguments and input must need no escaping in JSON. */
    void run(String command, Map<String, String> arguments) throws IOException {
        String words = Stream.of(command.split(" ")).map(ControlSocket::quoted).collect(Collectors.joining(","));
        String values = arguments.entrySet().stream()
                .map(argument -> quoted(argument.getKey()) + ":" + quoted(argument.getValue()))
                .collect(Collectors.joining(","));
        try (SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            send(socket, 'R', "{\"command\":[" + words + "],\"arguments\":{" + values + "}}");
            send(socket, 'E', "");
            String answer = receive(socket);
            if (answer.startsWith("{\"error\"")) {
                throw new IllegalStateException(command + ": " + answer);
            }
        }
    }

    private static String quoted(String text) {
        if (text.chars().anyMatch(c -> c < ' ' || c == '"' || c == '\\')) {
            throw new IllegalArgumentException("would have to be escaped: " + text);
        }
        return '"' + text + '"';
    }

    private static void send(SocketChannel socket, char kind, String payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        frame.write(kind);
        frame.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        frame.writeBytes(bytes);
        ByteBuffer buffer = ByteBuffer.wrap(frame.toByteArray());
        while (buffer.hasRemaining()) {
            socket.write(buffer);
        }
    }

    private static String receive(SocketChannel socket) throws IOException {
        DataInputStream input = new DataInputStream(Channels.newInputStream(socket));
        input.readByte();
        return new String(input.readNBytes(input.readInt()), StandardCharsets.UTF_8);
    }
}
