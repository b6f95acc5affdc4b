package im.carillon.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Java process holds after a full collection, in bytes.
 *
 * @param resident all of it that is in memory
 * @param heapResident the part of that which belongs to the Java heap, free or not
 * @param liveHeap what the collector found to be in use
 */
record Memory(long resident, long heapResident, long liveHeap) {
    private static final double MIB = 1 << 20;
    private static final Pattern MAPPING = Pattern.compile("^([0-9a-f]+)-([0-9a-f]+) .*");
    private static final Pattern HEAP_AREA =
            Pattern.compile("used (\\d+)K\\s*\\[0x([0-9a-f]+),(?: 0x[0-9a-f]+,)? 0x([0-9a-f]+)\\)");

    private record Area(long from, long to) {
        boolean touches(long otherFrom, long otherTo) {
            return Long.compareUnsigned(from, otherTo) < 0 && Long.compareUnsigned(otherFrom, to) < 0;
        }
    }

    /** Everything but the heap: code, classes, threads, buffers, what native libraries hold. */
    long nativeResident() {
        return resident - heapResident;
    }

    String summary() {
        return String.format(
                Locale.ROOT,
                "resident %.0f MiB (live heap %.0f, heap %.0f, native %.0f)",
                resident / MIB,
                liveHeap / MIB,
                heapResident / MIB,
                nativeResident() / MIB);
    }

    static Memory of(long pid) {
        Jcmd.run(pid, "GC.run");
        String heap = Jcmd.run(pid, "GC.heap_info");
        List<Area> areas = new ArrayList<>();
        long live = 0;
        for (Matcher area = HEAP_AREA.matcher(heap); area.find(); ) {
            live += Long.parseLong(area.group(1)) * 1024;
            areas.add(new Area(Long.parseUnsignedLong(area.group(2), 16), Long.parseUnsignedLong(area.group(3), 16)));
        }
        if (areas.isEmpty()) {
            throw new BenchmarkException("The heap of this collector cannot be told apart: " + heap);
        }
        return measure(pid, areas, live);
    }

    private static Memory measure(long pid, List<Area> heap, long live) {
        long resident = 0;
        long heapResident = 0;
        boolean inHeap = false;
        for (String line : lines(Path.of("/proc/" + pid + "/smaps"))) {
            Matcher mapping = MAPPING.matcher(line);
            if (mapping.matches()) {
                long from = Long.parseUnsignedLong(mapping.group(1), 16);
                long to = Long.parseUnsignedLong(mapping.group(2), 16);
                inHeap = heap.stream().anyMatch(area -> area.touches(from, to));
            } else if (line.startsWith("Rss:")) {
                long bytes = Long.parseLong(line.replaceAll("\\D", "")) * 1024;
                resident += bytes;
                heapResident += inHeap ? bytes : 0;
            }
        }
        return new Memory(resident, heapResident, live);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
