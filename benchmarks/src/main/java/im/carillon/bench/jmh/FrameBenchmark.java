package im.carillon.bench.jmh;

import im.carillon.xml.StanzaFramer;
import im.carillon.xml.XmlException;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Cutting one read of the socket that holds many messages into these; the time is that of one. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FrameBenchmark {
    private static final int STANZAS = 16;

    private final StanzaFramer framer = new StanzaFramer(Samples.LIMITS);
    private final byte[] received = repeated(Samples.stanza("message"));

    public FrameBenchmark() {
        byte[] header = Samples.header();
        try {
            framer.feed(header, 0, header.length, new Swallow());
        } catch (XmlException e) {
            throw new IllegalStateException(e);
        }
    }

    @Benchmark
    @OperationsPerInvocation(STANZAS)
    public void cut(Blackhole hole) throws XmlException {
        framer.feed(received, 0, received.length, new Consume(hole));
    }

    private static byte[] repeated(byte[] stanza) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < STANZAS; i++) {
            all.writeBytes(stanza);
        }
        return all.toByteArray();
    }

    private record Consume(Blackhole hole) implements StanzaFramer.Sink {
        @Override
        public void streamOpened(byte[] header) {}

        @Override
        public void stanza(byte[] bytes) {
            hole.consume(bytes);
        }

        @Override
        public void streamClosed() {}
    }

    private static final class Swallow implements StanzaFramer.Sink {
        @Override
        public void streamOpened(byte[] header) {}

        @Override
        public void stanza(byte[] bytes) {}

        @Override
        public void streamClosed() {}
    }
}
