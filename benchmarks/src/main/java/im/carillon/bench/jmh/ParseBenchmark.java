package im.carillon.bench.jmh;

import im.carillon.stanza.Stanza;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.StreamScope;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlException;
import im.carillon.xml.XmlParser;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From the bytes of one stanza to its tree, and on to a stanza with checked addresses. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ParseBenchmark {
    private final XmlParser parser = new XmlParser(Samples.LIMITS);
    private final StreamScope scope = Samples.scope(parser);
    private byte[] bytes = {};

    @Param({"message", "presence", "ping"})
    public String kind = "";

    @Setup
    public void prepare() {
        bytes = Samples.stanza(kind);
    }

    @Benchmark
    public XmlElement tree() throws XmlException {
        return parser.parse(scope, bytes);
    }

    @Benchmark
    public Stanza stanza() throws XmlException, StanzaException {
        return Stanza.of(parser.parse(scope, bytes));
    }
}
