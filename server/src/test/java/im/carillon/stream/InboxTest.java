package im.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.transport.Frame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class InboxTest {

    private final RecordingConnection connection = new RecordingConnection("127.0.0.1");
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final List<Frame> handled = new ArrayList<>();
    private final Inbox inbox = new Inbox(connection, threads::add, 1_000, handled::add);

    @Test
    void oneThreadTakesAllAndReadingStopsAboveTheMark() {
        Frame large = new Frame.Element(new byte[990]);
        inbox.offer(large);
        inbox.offer(new Frame.StreamClosed());
        assertThat(connection.events()).containsExactly("pause");
        assertThat(threads).hasSize(1);
        threads.remove().run();
        assertThat(handled).hasSize(2).first().isSameAs(large);
        assertThat(connection.events()).containsExactly("pause", "resume");
        inbox.offer(new Frame.StreamClosed());
        assertThat(threads).hasSize(1);
    }

    /** Four bytes on the wire are an object and a place in a queue here. */
    @Test
    void manySmallFramesCountForWhatTheyCost() {
        for (int i = 0; i < 16; i++) {
            inbox.offer(new Frame.Element("<a/>".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        }
        assertThat(connection.events()).containsExactly("pause");
    }

    @Test
    void theMarkCanRise() {
        inbox.mark(2_000);
        inbox.offer(new Frame.Element(new byte[1_500]));
        assertThat(connection.events()).isEmpty();
    }

    @Test
    void theEndIsNeverForgotten() {
        inbox.offer(new Frame.Element(new byte[2_000]));
        inbox.offer(new Frame.Disconnected());
        inbox.clear();
        assertThat(connection.events()).containsExactly("pause", "resume");
        threads.remove().run();
        assertThat(handled).containsExactly(new Frame.Disconnected());
    }
}
