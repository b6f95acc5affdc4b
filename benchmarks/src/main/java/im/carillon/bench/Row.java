package im.carillon.bench;

import java.util.Optional;

/**
 * One line of the table.
 *
 * @param unit what the values of the server and of the baseline are in
 * @param baseline the same on the bare relay, in the same runs
 * @param goal what the server is meant to reach on a machine of the reference class
 * @param note what helps to judge the values: latencies, how busy both sides were
 */
record Row(String name, String unit, Runs server, Optional<Runs> baseline, Optional<Double> goal, String note) {

    Row(String name, String unit, Runs server, Runs baseline, double goal, String note) {
        this(name, unit, server, Optional.of(baseline), Optional.of(goal), note);
    }

    Optional<Runs> ratio() {
        return baseline.map(server::dividedBy);
    }
}
