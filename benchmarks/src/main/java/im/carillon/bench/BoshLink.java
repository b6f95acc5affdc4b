package im.carillon.bench;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * One session of BOSH as a browser has it: at most two requests at the server, one of which it holds, each on a
 * connection that is used again. What gathers while both are away goes with the next one.
 */
final class BoshLink implements Link {
    private static final int MOST = 2;
    private static final byte[] NOTHING = {};

    private final LoadLoop loop;
    private final InetSocketAddress server;
    private final StanzaCutter cutter = new StanzaCutter();
    private final Deque<Post> underWay = new ArrayDeque<>(MOST);
    private final Deque<SocketLink> free = new ArrayDeque<>(MOST);
    private LinkHandler handler;

    private byte[] out = NOTHING;
    private int outLength;

    /** What the next request asks for besides passing on what gathered. */
    private String attributes = "";

    private String sid = "";
    private long rid = ThreadLocalRandom.current().nextLong(1L << 40);
    private boolean open = true;
    private boolean flushing;

    BoshLink(LoadLoop loop, InetSocketAddress server, LinkHandler handler) {
        this.loop = loop;
        this.server = server;
        this.handler = handler;
    }

    /** Whether the server has a request that it can answer when there is something to tell. */
    boolean isHeld() {
        return !underWay.isEmpty();
    }

    @Override
    public void handOverTo(LinkHandler next) {
        handler = next;
    }

    @Override
    public LinkHandler handler() {
        return handler;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /** XEP-0124 §7, XEP-0206 §4 and §5. */
    @Override
    public void open(String domain) {
        attributes = " to='" + domain + "' xml:lang='en' xmlns:xmpp='urn:xmpp:xbosh'"
                + (sid.isEmpty()
                        ? " ver='1.11' wait='60' hold='1' content='text/xml; charset=utf-8' xmpp:version='1.0'"
                        : " xmpp:restart='true'");
        flush();
    }

    @Override
    public void send(byte[] bytes) {
        int room = bytes.length + Wire.ROOM;
        if (out.length - outLength < room) {
            out = Arrays.copyOf(out, Math.max(2 * out.length, outLength + room));
        }
        outLength = Wire.stanza(bytes, out, outLength);
    }

    @Override
    public void end() {
        attributes = " type='terminate'";
    }

    @Override
    public void flush() {
        if (!open || flushing) {
            return;
        }
        boolean some = outLength > 0 || !attributes.isEmpty();
        // one more may bring the end; before there is a session, there is no second request for it
        int most = attributes.startsWith(" type") ? MOST + 1 : sid.isEmpty() ? 1 : MOST;
        if (some && underWay.size() < most || underWay.isEmpty()) {
            post();
        }
    }

    private void post() {
        boolean opens = attributes.contains("restart");
        byte[] content = content();
        byte[] header = Frame.bytes("POST /http-bind HTTP/1.1\r\nHost: " + Server.DOMAIN
                + "\r\nUser-Agent: bench\r\nAccept: */*"
                + "\r\nContent-Type: text/xml; charset=utf-8\r\nContent-Length: " + content.length + "\r\n\r\n");
        byte[] request = Arrays.copyOf(header, header.length + content.length);
        System.arraycopy(content, 0, request, header.length, content.length);
        Post post = new Post(request, opens);
        underWay.add(post);
        SocketLink pipe = free.pollLast();
        if (pipe == null) {
            post.pipe = loop.connect(server, new HttpCutter(), post);
        } else {
            post.pipe = pipe;
            pipe.handOverTo(post);
            pipe.send(request);
            pipe.flush();
        }
    }

    private byte[] content() {
        byte[] tag = Frame.bytes("<body xmlns='http://jabber.org/protocol/httpbind' rid='" + ++rid + "'"
                + (sid.isEmpty() ? "" : " sid='" + sid + "'") + attributes + ">");
        attributes = "";
        byte[] end = Frame.bytes("</body>");
        byte[] content = Arrays.copyOf(tag, tag.length + outLength + end.length);
        System.arraycopy(out, 0, content, tag.length, outLength);
        System.arraycopy(end, 0, content, tag.length + outLength, end.length);
        outLength = 0;
        out = out.length > 4096 ? NOTHING : out;
        return content;
    }

    /** Answers are taken in the order of their requests, on whichever connection they come first. */
    private void take(Post post, byte[] bytes, int from, int to) {
        flushing = true;
        if (underWay.peekFirst() != post) {
            post.early = Arrays.copyOfRange(bytes, from, to);
        } else {
            underWay.removeFirst();
            answered(post, bytes, from, to);
            for (Post next = underWay.peekFirst(); next != null && next.early != null; next = underWay.peekFirst()) {
                underWay.removeFirst();
                answered(next, next.early, 0, next.early.length);
            }
        }
        flushing = false;
        flush();
    }

    private void answered(Post post, byte[] bytes, int from, int to) {
        if (!open) {
            return;
        }
        SocketLink pipe = post.pipe;
        if (pipe != null) {
            free.add(pipe);
        }
        cutter.reset();
        int start = cutter.cut(bytes, from, to);
        boolean first = sid.isEmpty();
        String tag = Frame.text(bytes, from, start);
        if (first) {
            sid = Frame.attribute(tag, "sid");
        }
        boolean ends = tag.contains("type='terminate'");
        if (first || post.opens || ends) {
            handler.frame(this, bytes, from, start);
        }
        for (int end = cutter.cut(bytes, start, to); end != Cutter.MORE && bytes[start + 1] != '/'; ) {
            handler.frame(this, bytes, start, end);
            start = end;
            end = cutter.cut(bytes, start, to);
        }
    }

    @Override
    public void startTls(SSLEngine engine) {
        throw new IllegalStateException("TLS is below HTTP");
    }

    @Override
    public Optional<SSLEngine> tlsEngine() {
        return Optional.empty();
    }

    @Override
    public void abort() {
        open = false;
        free.forEach(SocketLink::abort);
        for (Post post : underWay) {
            SocketLink pipe = post.pipe;
            if (pipe != null) {
                pipe.abort();
            }
        }
    }

    /** One request, and the connection it is on; a connection stays with its last one while it is free. */
    private final class Post implements LinkHandler {
        private final boolean opens;
        private byte[] request;
        private @Nullable SocketLink pipe;

        /** The answer, when that to an earlier request is not here. */
        private byte @Nullable [] early;

        Post(byte[] request, boolean opens) {
            this.request = request;
            this.opens = opens;
        }

        @Override
        public void connected(Link link) {
            link.send(request);
            request = NOTHING;
        }

        @Override
        public void frame(Link link, byte[] bytes, int from, int to) {
            take(this, bytes, from, to);
        }

        @Override
        public void closed(Link link, String reason) {
            if (!free.remove(link)) {
                handler.closed(BoshLink.this, reason);
            }
        }

        @Override
        public void secured(Link link) {
            throw new IllegalStateException("TLS is not used here");
        }
    }
}
