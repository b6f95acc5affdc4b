package im.carillon.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** What the server's half of a new TLS 1.3 session costs in the JDK alone, from memory to memory. */
final class HandshakeCost {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final SSLContext client;
    private final SSLContext server;
    private final String domain;

    HandshakeCost(Certificate certificate, String domain) {
        this.client = certificate.client();
        this.server = certificate.server();
        this.domain = domain;
    }

    /** Microseconds of processor time for each of so many handshakes. */
    double micros(int count) {
        try {
            long nanos = 0;
            for (int i = 0; i < count; i++) {
                nanos += handshake();
            }
            return nanos / 1e3 / count;
        } catch (SSLException e) {
            throw new BenchmarkException("The JDK does not agree with itself", e);
        }
    }

    private long handshake() throws SSLException {
        SSLEngine near = LoginPlan.newSession(client, domain);
        SSLEngine far = server.createSSLEngine();
        far.setUseClientMode(false);
        near.beginHandshake();
        far.beginHandshake();
        ByteBuffer toServer = ByteBuffer.allocate(1 << 16);
        ByteBuffer toClient = ByteBuffer.allocate(1 << 16);
        long nanos = 0;
        while (handshaking(near) || handshaking(far)) {
            step(near, toClient, toServer);
            long before = threads.getCurrentThreadCpuTime();
            step(far, toServer, toClient);
            nanos += threads.getCurrentThreadCpuTime() - before;
        }
        return nanos;
    }

    private static boolean handshaking(SSLEngine engine) {
        return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
    }

    private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        ByteBuffer plain = ByteBuffer.allocate(1 << 15);
        in.flip();
        while (true) {
            HandshakeStatus status = engine.getHandshakeStatus();
            if (status == HandshakeStatus.NEED_TASK) {
                engine.getDelegatedTask().run();
            } else if (status == HandshakeStatus.NEED_WRAP) {
                engine.wrap(ByteBuffer.allocate(0), out);
            } else if (in.hasRemaining()) {
                engine.unwrap(in, plain);
            } else {
                break;
            }
        }
        in.compact();
    }
}
