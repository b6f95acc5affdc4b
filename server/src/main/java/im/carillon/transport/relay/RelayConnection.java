package im.carillon.transport.relay;

import im.carillon.transport.relay.SocksHandshake.Reply;
import im.carillon.transport.relay.SocksHandshake.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.transport.socket.nio.NioSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One end of a transfer. First it says where it wants to go, then it waits (what it sends is
 * ignored, XEP-0065 §9.1), then its bytes go to the other end.
 *
 * <p>Everything runs on the relay's one thread, except {@link #passTo}, {@link #bytes} and {@link
 * #endIfOverdue}. While the other end has something unsent nothing more is read from this one, so
 * that its sender feels it through TCP.
 */
final class RelayConnection {

    private static final Logger LOG = LoggerFactory.getLogger(RelayConnection.class);

    private final NioSession session;
    private final RelayProcessor processor;
    private final Relay relay;
    private final InetAddress address;
    private final Allowance allowance = new Allowance();
    private @Nullable SocksHandshake handshake = new SocksHandshake();
    private volatile Optional<Transfer> transfer = Optional.empty();
    private volatile @Nullable RelayConnection other;
    private volatile long since = System.nanoTime();
    private final LongAdder bytes = new LongAdder();

    /** Writes that are not out yet; more than one only while it is answered. */
    private int unsent;

    /** What was read from it and is one of those; goes back when it is out. */
    private @Nullable ByteBuffer lent;

    private boolean ended;
    private boolean outputShut;

    RelayConnection(NioSession session, RelayProcessor processor, Relay relay) {
        this.session = session;
        this.processor = processor;
        this.relay = relay;
        this.address = ((InetSocketAddress) session.getRemoteAddress()).getAddress();
    }

    InetAddress address() {
        return address;
    }

    long bytes() {
        return bytes.sum();
    }

    /** From now on; what was read before was not for the other end. */
    void passTo(RelayConnection end) {
        since = System.nanoTime();
        other = end;
    }

    /** Where its bytes go; absent before the activation. */
    @Nullable
    RelayConnection other() {
        return other;
    }

    /** Bytes that are for the relay itself. */
    void said(ByteBuffer input) {
        SocksHandshake speaking = handshake;
        while (speaking != null && input.hasRemaining()) {
            switch (speaking.take(input)) {
                case Step.More() -> {}
                case Step.Answer(byte[] answer) -> send(IoBuffer.wrap(answer));
                case Step.Wanted(String name) -> meet(name, speaking);
                case Step.End(byte[] last, String reason) -> end(last, reason);
            }
            speaking = handshake;
        }
    }

    private void meet(String name, SocksHandshake asked) {
        handshake = null;
        transfer = relay.join(name, this);
        since = System.nanoTime();
        if (transfer.isPresent()) {
            send(IoBuffer.wrap(asked.answer(Reply.SUCCEEDED)));
        } else {
            end(asked.answer(Reply.NOT_ALLOWED), "two are connected under that name already");
        }
    }

    private void end(byte[] last, String reason) {
        LOG.debug("{} gets no transfer: {}", address, reason);
        handshake = null;
        if (last.length > 0) {
            send(IoBuffer.wrap(last));
        }
        session.closeOnFlush();
    }

    /**
     * Reads what is there, into a buffer of the relay's, and writes it to the other end.
     *
     * @return what MINA is to think was read: nothing, or the end
     */
    int pass(RelayConnection to) throws IOException {
        Duration rest = allowance.untilSome(relay.rules().bytesPerSecond());
        if (to.unsent > 0 || ended || !rest.isZero()) {
            hold(rest);
            return 0;
        }
        ByteBuffer buffer = processor.buffer();
        buffer.limit((int) Math.min(buffer.capacity(), allowance.bytes()));
        int count = ((SocketChannel) session.getChannel()).read(buffer);
        if (count > 0) {
            allowance.spend(count);
            bytes.add(count);
            relay.passed(count);
            since = System.nanoTime();
            buffer.flip();
            to.write(buffer, this);
        }
        return Math.min(count, 0);
    }

    private void hold(Duration rest) {
        processor.read(session, false);
        if (!rest.isZero()) {
            processor.later(this::readAgain, rest);
        }
    }

    /** On the clock's thread. */
    private void readAgain() {
        session.resumeRead();
        processor.flush(session); // wakes up the relay's thread, which otherwise looks once a second
    }

    /** Writes at once what the socket takes; the rest takes the buffer along, and stops the sender. */
    private void write(ByteBuffer buffer, RelayConnection from) {
        try {
            ((SocketChannel) session.getChannel()).write(buffer);
        } catch (IOException e) {
            LOG.debug("{} takes nothing more: {}", address, e.getMessage());
            session.closeNow();
            return;
        }
        if (buffer.hasRemaining()) {
            processor.lend();
            lent = buffer;
            send(IoBuffer.wrap(buffer));
            processor.read(from.session, false);
        }
    }

    private void send(IoBuffer answer) {
        unsent++;
        session.write(answer);
    }

    /** One of its writes is out. */
    void sent() {
        unsent--;
        if (unsent > 0) {
            return;
        }
        ByteBuffer back = lent;
        if (back != null) {
            lent = null;
            processor.giveBack(back);
        }
        RelayConnection from = other;
        if (from == null) {
            return;
        }
        if (from.ended) {
            shutOutput();
        } else {
            processor.read(from.session, true);
        }
    }

    /** It sends no more; the other way may go on. */
    void inputEnded() {
        RelayConnection to = other;
        if (to == null) {
            session.closeNow();
            return;
        }
        ended = true;
        processor.read(session, false); // or the end would be told again and again
        if (to.unsent == 0) {
            to.shutOutput();
        }
    }

    /** All that the other end said is out; when both have said all, both go. */
    private void shutOutput() {
        if (outputShut) {
            return;
        }
        outputShut = true;
        try {
            ((SocketChannel) session.getChannel()).shutdownOutput();
        } catch (IOException e) {
            session.closeNow();
        }
        RelayConnection from = other;
        if (from != null && from.outputShut) {
            session.closeNow();
            from.session.closeNow();
        }
    }

    /** The connection is gone, and with it the other end. */
    void closed() {
        relay.gone(this, transfer);
        RelayConnection left = other;
        if (left == null) {
            return;
        }
        if (ended) {
            left.session.closeOnFlush(); // what it said before its end is still on the way
        } else {
            left.session.closeNow();
        }
    }

    void endIfOverdue(long now, RelayRules rules) {
        Duration allowed = other != null ? rules.idle() : transfer.isPresent() ? rules.activation() : rules.handshake();
        RelayConnection end = other;
        long last = end == null ? since : Math.max(since, end.since);
        if (now - last > allowed.toNanos()) {
            LOG.debug("{} has had {} for nothing", address, allowed);
            session.closeNow();
        }
    }
}
