package im.carillon.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Sessions that keep numbered frames in flight among them. */
final class Traffic {
    private static final Duration STALLED = Duration.ofSeconds(10);
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final Duration PACE = Duration.ofMillis(1);
    private static final long NANOS = 1_000_000_000L;

    private final LoadLoop loop;
    private final CpuClock measured;
    private final CpuClock load;
    private final List<Flow> flows = new ArrayList<>();
    private final List<FlowEnd> starters = new ArrayList<>();
    private Latencies latencies = new Latencies();
    private Duration settling = Duration.ZERO;
    private long arrived;
    private boolean running;

    private Traffic(LoadLoop loop, CpuClock measured, CpuClock load) {
        this.loop = loop;
        this.measured = measured;
        this.load = load;
    }

    /** Sessions 0 and 1 talk to each other, 2 and 3, and so on. */
    static Traffic pairs(LoadLoop loop, CpuClock measured, CpuClock load, List<Session> sessions, Templates templates) {
        Traffic traffic = new Traffic(loop, measured, load);
        for (int i = 0; i + 1 < sessions.size(); i += 2) {
            Session left = sessions.get(i);
            Session right = sessions.get(i + 1);
            Flow there = traffic.flow(templates.to(right.address()), true);
            Flow back = traffic.flow(templates.to(left.address()), true);
            traffic.starters.add(traffic.end(left, back, there));
            traffic.end(right, there, back);
        }
        return traffic;
    }

    /** Each session gets back what it sends. */
    static Traffic echoes(
            LoadLoop loop, CpuClock measured, CpuClock load, List<Session> sessions, Templates templates) {
        Traffic traffic = new Traffic(loop, measured, load);
        for (Session session : sessions) {
            Flow flow = traffic.flow(templates.to(session.address()), false);
            traffic.starters.add(traffic.end(session, flow, flow));
        }
        return traffic;
    }

    /** From now on what the server still does in the background after a run counts too, for so long. */
    Traffic settlingFor(Duration duration) {
        settling = duration;
        return this;
    }

    boolean running() {
        return running;
    }

    void arrived(long latency) {
        arrived++;
        latencies.record(latency);
    }

    /**
     * Runs with so many frames in flight for each pair or session, and sees all of them home afterwards.
     *
     * @param into takes how long each was on its way
     */
    Sample run(int window, Duration duration, Latencies into) {
        latencies = into;
        running = true;
        starters.forEach(end -> end.begin(window));
        long arrivedBefore = arrived;
        long measuredBefore = measured.nanos();
        long loadBefore = load.nanos();
        long began = System.nanoTime();
        keepRunning(duration);
        double elapsed = System.nanoTime() - began;
        double loadCpu = load.nanos() - loadBefore;
        running = false;
        if (settling.isZero()) {
            return sample(measuredBefore, arrivedBefore, elapsed, loadCpu);
        }
        seeHome();
        loop.runFor(settling);
        return sample(measuredBefore, arrivedBefore, elapsed, loadCpu);
    }

    private Sample sample(long measuredBefore, long arrivedBefore, double elapsed, double loadCpu) {
        double cpu = measured.nanos() - measuredBefore;
        long operations = arrived - arrivedBefore;
        seeHome();
        return new Sample(
                operations, cpu / operations / 1e3, operations / elapsed * 1e9, cpu / elapsed, loadCpu / elapsed);
    }

    /**
     * Sends so many frames a second for a while, in turn from one end of each pair, whatever comes back and when.
     *
     * @param into takes how long each was on its way
     */
    void paced(int perSecond, Duration duration, Latencies into) {
        latencies = into;
        long began = System.nanoTime();
        long due = duration.toNanos() * perSecond / NANOS;
        for (long next = 0; next < due; ) {
            long owed = Math.min(due, (System.nanoTime() - began) * perSecond / NANOS);
            for (; next < owed; next++) {
                starters.get((int) (next % starters.size())).begin(1);
            }
            loop.runFor(PACE);
        }
        seeHome();
    }

    private void keepRunning(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        long seen = arrived;
        long seenAt = System.nanoTime();
        for (long now = seenAt; now < end; now = System.nanoTime()) {
            loop.runFor(Duration.ofNanos(Math.min(end - now, STEP.toNanos())));
            if (arrived > seen) {
                seen = arrived;
                seenAt = System.nanoTime();
            } else if (System.nanoTime() - seenAt > STALLED.toNanos()) {
                throw new BenchmarkException(
                        "Nothing arrived for " + STALLED.toSeconds() + " s, " + outstanding() + " frames are missing");
            }
        }
    }

    private void seeHome() {
        if (!loop.runUntil(() -> outstanding() == 0, STALLED)) {
            throw new BenchmarkException(outstanding() + " frames were lost");
        }
    }

    private long outstanding() {
        return flows.stream().mapToLong(Flow::outstanding).sum();
    }

    private Flow flow(Numbered frames, boolean ordered) {
        Flow flow = new Flow(frames, ordered);
        flows.add(flow);
        return flow;
    }

    private FlowEnd end(Session session, Flow incoming, Flow outgoing) {
        FlowEnd end = new FlowEnd(session.link(), this, incoming, outgoing);
        session.link().handOverTo(end);
        return end;
    }
}
