package im.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The instruments, held against this process itself. */
class MeasuringTest {
    private static final long PID = ProcessHandle.current().pid();
    private static final long TICKS = 100_000_000;

    @Test
    void bothClocksAgree() {
        CpuClock exact = new CpuClock.ProcessClock(PID);
        CpuClock coarse = new CpuClock.StatFile(PID);
        assertThat(exact.nanos()).isPositive().isCloseTo(coarse.nanos(), Offset.offset(TICKS));
    }

    @Test
    void aClockOfNobodyIsNotReadable() {
        assertThat(new CpuClock.ProcessClock(Integer.MAX_VALUE / 16).readable()).isFalse();
    }

    @Test
    void heapIsAPartOfWhatIsResident() {
        Memory memory = Memory.of(PID);
        assertThat(memory.liveHeap()).isPositive();
        assertThat(memory.heapResident()).isPositive();
        assertThat(memory.nativeResident()).isPositive();
        assertThat(memory.summary()).contains("live heap");
    }
}
