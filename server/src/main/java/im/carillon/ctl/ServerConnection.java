package im.carillon.ctl;

import im.carillon.command.CommandDescriptor;
import im.carillon.command.CommandException;
import im.carillon.command.CommandResult;
import im.carillon.command.control.FrameChannel;
import im.carillon.command.control.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The running server. */
final class ServerConnection implements AutoCloseable {

    private final SocketChannel socket;
    private final FrameChannel channel;

    private ServerConnection(SocketChannel socket) {
        this.socket = socket;
        this.channel = new FrameChannel(socket);
    }

    /** Empty when no server runs there; fails when one does and may not be talked to. */
    static Optional<ServerConnection> open(Path path) throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ServerConnection(SocketChannel.open(UnixDomainSocketAddress.of(path))));
        } catch (ConnectException e) {
            return Optional.empty();
        } catch (IOException e) {
            if (Files.isWritable(path)) {
                throw e;
            }
            throw CommandException.refused("You may not write to " + path
                    + ". Run this as root or as the user of the server, or join the group of that socket.");
        }
    }

    List<CommandDescriptor> commands() throws IOException {
        return Messages.descriptors(channel.exchange(Messages.describe(), InputStream.nullInputStream()));
    }

    CommandResult run(List<String> words, Map<String, String> arguments, InputStream input) throws IOException {
        return Messages.result(channel.exchange(Messages.request(words, arguments), input));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
