package im.carillon.bench;

/**
 * One link's part in the traffic: each frame that arrives makes one leave, as long as the traffic runs. So what is in
 * flight stays as it was when it began.
 */
final class FlowEnd implements LinkHandler {
    private static final byte[] IQ = Frame.bytes("<iq");
    private static final byte[] PRESENCE = Frame.bytes("<presence");
    private static final byte[] ERROR = Frame.bytes("error");

    private final Link link;
    private final Traffic traffic;
    private final Flow incoming;
    private final Flow outgoing;

    FlowEnd(Link link, Traffic traffic, Flow incoming, Flow outgoing) {
        this.link = link;
        this.traffic = traffic;
        this.incoming = incoming;
        this.outgoing = outgoing;
    }

    void begin(int window) {
        for (int i = 0; i < window; i++) {
            outgoing.send(link);
        }
        link.flush();
    }

    @Override
    public void frame(Link from, byte[] bytes, int start, int end) {
        long latency = incoming.arrived(bytes, start, end);
        if (latency != Flow.FOREIGN) {
            if (Frame.startsWith(bytes, start, end, IQ) && Frame.indexOf(bytes, start, end, ERROR) >= 0) {
                throw new BenchmarkException("An error came back: " + Frame.text(bytes, start, end));
            }
            traffic.arrived(latency);
            if (traffic.running()) {
                outgoing.send(from);
            }
        } else if (outgoing.owns(bytes, start, end)) {
            throw new BenchmarkException("Came back to its sender: " + Frame.text(bytes, start, end));
        } else if (!Keepalive.answered(from, bytes, start, end) && !Frame.startsWith(bytes, start, end, PRESENCE)) {
            throw new BenchmarkException("Nobody asked for: " + Frame.text(bytes, start, end));
        }
    }

    @Override
    public void closed(Link from, String reason) {
        throw new BenchmarkException("A link was lost during the traffic: " + reason);
    }

    @Override
    public void connected(Link from) {
        throw new IllegalStateException("traffic before the link stood");
    }

    @Override
    public void secured(Link from) {
        throw new IllegalStateException("traffic before the link was secured");
    }
}
