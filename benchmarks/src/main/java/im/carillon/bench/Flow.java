package im.carillon.bench;

/** One direction of traffic: numbers what is sent, and sees that each number arrives, once, and in order if it must. */
final class Flow {
    /** The frame does not belong to this flow. */
    static final long FOREIGN = -1;

    private static final int RING = 1024;

    private final Numbered frames;
    private final boolean ordered;
    private final long[] sentAt = new long[RING];
    private long sent;
    private long received;

    Flow(Numbered frames, boolean ordered) {
        this.frames = frames;
        this.ordered = ordered;
    }

    void send(Link link) {
        int slot = (int) (sent % RING);
        if (sentAt[slot] != 0) {
            throw new BenchmarkException("Number " + (sent - RING) + " was never answered");
        }
        link.send(frames.with(sent));
        sentAt[slot] = System.nanoTime();
        sent++;
    }

    /** The nanoseconds that the frame was on its way, or {@link #FOREIGN}. */
    long arrived(byte[] bytes, int from, int to) {
        long number = frames.in(bytes, from, to);
        if (number < 0) {
            return FOREIGN;
        }
        int slot = (int) (number % RING);
        if (number >= sent || sentAt[slot] == 0) {
            throw new BenchmarkException("Arrived twice or was never sent: " + Frame.text(bytes, from, to));
        }
        if (ordered && number != received) {
            throw new BenchmarkException(
                    "Out of order, expected number " + received + ": " + Frame.text(bytes, from, to));
        }
        long latency = System.nanoTime() - sentAt[slot];
        sentAt[slot] = 0;
        received++;
        return latency;
    }

    boolean owns(byte[] bytes, int from, int to) {
        return frames.in(bytes, from, to) >= 0;
    }

    long outstanding() {
        return sent - received;
    }
}
