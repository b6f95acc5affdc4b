package im.carillon.command.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.carillon.command.Command;
import im.carillon.command.CommandException;
import im.carillon.command.CommandRegistry;
import im.carillon.command.CommandResult;
import im.carillon.command.Datum;
import im.carillon.config.ControlConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client may send that is not a client of ours. */
class ControlServerTest {

    @TempDir
    Path directory;

    private ControlServer server = new ControlServer(new ControlConfig(Path.of("")), new CommandRegistry(Set.of()));

    @BeforeEach
    void start() throws IOException {
        Command echo = Command.named("echo")
                .reads("Text.")
                .runs(invocation -> CommandResult.message(
                        String.join("|", invocation.input().lines().toList())));
        Command caller = Command.named("caller")
                .runs(invocation -> CommandResult.message(invocation.caller().name()));
        server = new ControlServer(
                new ControlConfig(directory.resolve("control.sock")),
                new CommandRegistry(Set.of(() -> List.of(echo, caller))));
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void manyCommandsGoOverOneConnection() throws IOException {
        try (SocketChannel socket = connect()) {
            FrameChannel channel = new FrameChannel(socket);

            assertThat(run(channel, "echo", "a\nä\n").message()).contains("a|ä");
            assertThat(run(channel, "echo", "").message()).contains("");
            assertThat(run(channel, "caller", "not read").message()).contains(System.getProperty("user.name"));
            assertThatThrownBy(() -> run(channel, "nothing", ""))
                    .isInstanceOf(CommandException.class)
                    .hasMessage("There is no command \"nothing\".");
        }
    }

    @Test
    void aFrameThatIsTooLargeEndsTheConnection() throws IOException {
        assertEnds(new byte[] {'R', 0x7f, 0, 0, 0});
        assertEnds(new byte[] {'R', (byte) 0xff, 0, 0, 0});
    }

    @Test
    void aFrameOutOfPlaceEndsTheConnection() throws IOException {
        assertEnds(new byte[] {'D', 0, 0, 0, 0});
        assertEnds("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aRequestThatIsNotJsonEndsTheConnection() throws IOException {
        assertEnds(request("no"));
        assertEnds(request("[]"));
        assertEnds(request("{} {}"));
        assertEnds(request("{\"command\":" + "[".repeat(100_000)));
        assertEnds(request("{\"command\":" + "9".repeat(1000) + "}"));
    }

    @Test
    void aRequestOfOtherTypesIsWrongUsage() throws IOException {
        try (SocketChannel socket = connect()) {
            FrameChannel channel = new FrameChannel(socket);
            Datum.Fields strange = Json.read("""
                    {"command": "echo", "arguments": [1]}""".getBytes(StandardCharsets.UTF_8));

            assertThatThrownBy(() -> Messages.result(channel.exchange(strange, InputStream.nullInputStream())))
                    .hasMessage("There is no command \"\".");
        }
    }

    /** The server closes this connection and serves the next. */
    private void assertEnds(byte[] bytes) throws IOException {
        try (SocketChannel socket = connect()) {
            assertThat(isClosedAfter(bytes, socket)).isTrue();
        }
        try (SocketChannel socket = connect()) {
            assertThat(run(new FrameChannel(socket), "echo", "still here").message())
                    .contains("still here");
        }
    }

    private static boolean isClosedAfter(byte[] bytes, SocketChannel socket) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            while (buffer.hasRemaining()) {
                socket.write(buffer);
            }
            return socket.read(ByteBuffer.allocate(1)) == -1;
        } catch (IOException reset) {
            // the system's word for a connection that was closed before all was read
            return true;
        }
    }

    private static byte[] request(String json) {
        byte[] payload = json.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(payload.length + 5)
                .put((byte) 'R')
                .putInt(payload.length)
                .put(payload)
                .array();
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("control.sock")));
    }

    private static CommandResult run(FrameChannel channel, String command, String input) throws IOException {
        InputStream text = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        return Messages.result(channel.exchange(Messages.request(List.of(command), Map.of()), text));
    }
}
