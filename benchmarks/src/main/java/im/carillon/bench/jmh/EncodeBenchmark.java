package im.carillon.bench.jmh;

import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlEncoder;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** From the tree to the bytes, alone and for many receivers that share what is inside. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EncodeBenchmark {
    private static final int RECEIVERS = 100;

    private XmlElement element = XmlElement.of(Namespaces.CLIENT, "message");

    @Param({"message", "presence", "ping"})
    public String kind = "";

    @Setup
    public void prepare() {
        element = Samples.element(kind);
    }

    @Benchmark
    public byte[] one() {
        return XmlEncoder.encode(element, Namespaces.CLIENT);
    }

    /** The time is that of one receiver. */
    @Benchmark
    @OperationsPerInvocation(RECEIVERS)
    public void many(Blackhole hole) {
        for (int i = 0; i < RECEIVERS; i++) {
            XmlElement addressed = element.withAttribute("to", "juliet@example.org/balcony");
            hole.consume(XmlEncoder.encodeCopy(addressed, Namespaces.CLIENT));
        }
    }
}
