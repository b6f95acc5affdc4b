package im.carillon.bench;

/** A client that sits there: answers pings, takes presence, and holds anything else for a mistake. */
final class IdleEnd implements LinkHandler {
    private static final byte[] PRESENCE = Frame.bytes("<presence");

    @Override
    public void frame(Link link, byte[] bytes, int from, int to) {
        if (!Keepalive.answered(link, bytes, from, to) && !Frame.startsWith(bytes, from, to, PRESENCE)) {
            throw new BenchmarkException("An idle session got: " + Frame.text(bytes, from, to));
        }
    }

    @Override
    public void closed(Link link, String reason) {
        throw new BenchmarkException("An idle session was lost: " + reason);
    }

    @Override
    public void connected(Link link) {
        throw new IllegalStateException("idle before the link stood");
    }

    @Override
    public void secured(Link link) {
        throw new IllegalStateException("idle before the link was secured");
    }
}
