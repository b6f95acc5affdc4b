package im.carillon.bench.jmh;

import im.carillon.jid.FullJid;
import im.carillon.jid.InvalidJidException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Addresses by RFC 7622, such as most people have and such as take all of its rules. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AddressBenchmark {

    @Param({"juliet@example.org/balcony", "żółw@bücher.example/Küche"})
    public String address = "";

    @Benchmark
    public FullJid parse() throws InvalidJidException {
        return FullJid.parse(address);
    }
}
