package im.carillon.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The processor time that a whole process has used, user and system, threads that have ended included.
 *
 * <p>{@code /proc/PID/schedstat} speaks of the first thread alone and {@code /proc/PID/stat} counts in hundredths of a
 * second, so the process clock of clock_getcpuclockid(3) is read, which is exact; the file serves where that clock is
 * refused.
 */
interface CpuClock {

    long nanos();

    static CpuClock of(long pid) {
        ProcessClock exact = new ProcessClock(pid);
        return exact.readable() ? exact : new StatFile(pid);
    }

    /** The number of a process clock is the pid, inverted, above three bits that name the clock (2: scheduler time). */
    final class ProcessClock implements CpuClock {
        private static final int SCHEDULER_TIME = 2;

        private final int clock;
        private final MethodHandle clockGettime;
        private final MemorySegment timespec = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG, 2);

        @SuppressWarnings("restricted")
        ProcessClock(long pid) {
            this.clock = (~Math.toIntExact(pid) << 3) | SCHEDULER_TIME;
            Linker linker = Linker.nativeLinker();
            this.clockGettime = linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("clock_gettime"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
        }

        boolean readable() {
            return read() == 0;
        }

        @Override
        public long nanos() {
            if (read() != 0) {
                throw new BenchmarkException("The processor clock of the measured process is gone; did it end?");
            }
            return timespec.getAtIndex(ValueLayout.JAVA_LONG, 0) * 1_000_000_000L
                    + timespec.getAtIndex(ValueLayout.JAVA_LONG, 1);
        }

        private int read() {
            try {
                return (int) clockGettime.invokeExact(clock, timespec);
            } catch (Throwable e) {
                throw new BenchmarkException("clock_gettime cannot be called", e);
            }
        }
    }

    /** utime and stime of proc(5), in ticks of 10 ms. */
    record StatFile(long pid) implements CpuClock {
        private static final long NANOS_PER_TICK = 10_000_000L;

        @Override
        public long nanos() {
            try {
                String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
                // the second field, the name in brackets, may itself hold blanks and brackets
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
                return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * NANOS_PER_TICK;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
