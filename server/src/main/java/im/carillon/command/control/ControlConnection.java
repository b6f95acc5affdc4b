package im.carillon.command.control;

import im.carillon.command.Caller;
import im.carillon.command.Command;
import im.carillon.command.CommandException;
import im.carillon.command.CommandRegistry;
import im.carillon.command.CommandRequest;
import im.carillon.command.Datum;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client of the control socket. Its virtual thread runs {@link #run}; whoever stops the server
 * calls {@link #finish} from another.
 */
final class ControlConnection {

    private static final Logger LOG = LoggerFactory.getLogger(ControlConnection.class);

    private final SocketChannel socket;
    private final CommandRegistry registry;

    /** Held from a request to the end of its answer. */
    private final ReentrantLock busy = new ReentrantLock();

    ControlConnection(SocketChannel socket, CommandRegistry registry) {
        this.socket = socket;
        this.registry = registry;
    }

    void run() {
        try (socket) {
            Caller caller = new Caller(user(), "control socket");
            FrameChannel channel = new FrameChannel(socket);
            Optional<Frame> request = channel.read(Frame.Kind.REQUEST);
            while (request.isPresent()) {
                busy.lock();
                try {
                    answer(request.get(), channel, caller);
                } finally {
                    busy.unlock();
                }
                request = channel.read(Frame.Kind.REQUEST);
            }
        } catch (IOException e) {
            LOG.debug("a client of the control socket is gone: {}", e.getMessage());
        }
    }

    /** Closes the connection, after the answer to a command that is running if that comes in time. */
    void finish(Duration patience) throws IOException {
        try {
            if (busy.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                busy.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        socket.close();
    }

    private void answer(Frame request, FrameChannel channel, Caller caller) throws IOException {
        FrameInput input = new FrameInput(channel);
        Datum.Fields answer = respond(Json.read(request.payload()), input, caller);
        input.drain();
        byte[] payload = Json.write(answer);
        if (payload.length > Frame.Kind.ANSWER.largest()) {
            payload = Json.write(Messages.failure(CommandException.internal("The answer is too large.")));
        }
        channel.write(new Frame(Frame.Kind.ANSWER, payload));
        channel.flush();
    }

    private Datum.Fields respond(Datum.Fields request, FrameInput input, Caller caller) {
        try {
            if (Messages.isDescribe(request)) {
                return Messages.descriptors(
                        registry.commands().stream().map(Command::descriptor).toList());
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
            return Messages.result(registry.run(
                    new CommandRequest(Messages.words(request), Messages.arguments(request), reader, caller)));
        } catch (CommandException e) {
            return Messages.failure(e);
        }
    }

    /** The user at the other end, as the system knows it. */
    private String user() throws IOException {
        return socket.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
    }
}
