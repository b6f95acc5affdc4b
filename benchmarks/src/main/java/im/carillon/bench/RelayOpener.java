package im.carillon.bench;

import java.net.InetSocketAddress;
import java.util.function.Consumer;

/**
 * Opens connections to the bare relay. With round trips it does on an echoing relay what a login does on the server,
 * without its sense: so many requests, each sent when the one before was answered.
 */
record RelayOpener(LoadLoop loop, InetSocketAddress relay, int roundTrips) implements Opener {
    private static final byte[] REQUEST = Frame.bytes("x".repeat(199) + "\n");

    @Override
    public void open(int number, Consumer<Session> opened) {
        loop.connect(relay, new Cutter.Lines(), new RoundTrips(roundTrips, opened));
    }

    private static final class RoundTrips implements LinkHandler {
        private final Consumer<Session> opened;
        private int left;

        RoundTrips(int count, Consumer<Session> opened) {
            this.left = count;
            this.opened = opened;
        }

        @Override
        public void connected(Link link) {
            next(link);
        }

        @Override
        public void frame(Link link, byte[] bytes, int from, int to) {
            next(link);
        }

        @Override
        public void closed(Link link, String reason) {
            throw new BenchmarkException("The relay closed a link: " + reason);
        }

        @Override
        public void secured(Link link) {
            throw new IllegalStateException("the relay knows no TLS");
        }

        private void next(Link link) {
            if (left-- > 0) {
                link.send(REQUEST);
            } else {
                opened.accept(new Session(link, ""));
            }
        }
    }
}
