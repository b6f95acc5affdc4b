package im.carillon.bench;

import java.util.Locale;

/**
 * What was seen while traffic ran for a while.
 *
 * @param cpuMicros processor time of the measured process for each operation
 * @param busy the share of one core that the measured process used
 * @param loadBusy the share of one core that the load used: near 1, the load itself is what is measured
 */
record Sample(long operations, double cpuMicros, double perSecond, double busy, double loadBusy) {

    String summary() {
        return String.format(Locale.ROOT, "%.0f/s, busy %.0f %%, load %.0f %%", perSecond, busy * 100, loadBusy * 100);
    }
}
