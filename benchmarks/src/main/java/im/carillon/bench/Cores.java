package im.carillon.bench;

import java.util.List;

/** Which core does what: the first is the measured process's alone; {@code benchmarks/run} starts the load elsewhere. */
record Cores(boolean pin) {

    List<String> measured() {
        return pin ? List.of("taskset", "-c", "0") : List.of();
    }
}
