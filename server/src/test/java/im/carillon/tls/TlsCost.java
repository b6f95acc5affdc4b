package im.carillon.tls;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/**
 * A program that measures what TLS costs the server: processor time of a full handshake with an ECDSA P-256
 * certificate, and the heap that an established, idle engine keeps. Arguments: protocol, the client's group.
 */
final class TlsCost {

    private static final int WARM_UP = 3_000;
    private static final int HANDSHAKES = 2_000;
    private static final int IDLE = 5_000;
    private static final int BUFFER = 40_000;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final ByteBuffer toServer = ByteBuffer.allocate(BUFFER);
    private final ByteBuffer toClient = ByteBuffer.allocate(BUFFER);
    private final ByteBuffer plain = ByteBuffer.allocate(BUFFER);
    private final TlsEngines engines;
    private final SSLContext clients;
    private final String protocol;
    private final String group;
    private int clientNumber;
    private long serverNanos;

    private TlsCost(TlsEngines engines, SSLContext clients, String protocol, String group) {
        this.engines = engines;
        this.clients = clients;
        this.protocol = protocol;
        this.group = group;
    }

    public static void main(String[] arguments) throws Exception {
        TlsSystemProperties.apply();
        String protocol = arguments.length > 0 ? arguments[0] : "TLSv1.3";
        String group = arguments.length > 1 ? arguments[1] : "x25519";
        Path folder = Files.createTempDirectory("tls-cost");
        var authority = new TestAuthority();
        authority.issue("EC", "localhost").write(folder.resolve("localhost.pem"));
        var certificates = CertificateDirectory.open(folder, InstantSource.system());
        var clients = TlsEnginesTest.trusting(authority.certificate());
        // or the clients' own memory would be counted
        clients.getClientSessionContext().setSessionCacheSize(1);
        new TlsCost(TlsFixture.engines(certificates, "localhost"), clients, protocol, group).measure();
        Files.delete(folder.resolve("localhost.pem"));
        Files.delete(folder);
    }

    private void measure() throws SSLException {
        for (int i = 0; i < WARM_UP; i++) {
            handshake();
        }
        long[] nanos = new long[HANDSHAKES];
        for (int i = 0; i < HANDSHAKES; i++) {
            serverNanos = 0;
            handshake();
            nanos[i] = serverNanos;
        }
        Arrays.sort(nanos);
        System.out.printf(
                "%s, client's group %s: server CPU of a full handshake: median %d µs, 99th percentile %d µs%n",
                protocol, group, nanos[HANDSHAKES / 2] / 1000, nanos[HANDSHAKES * 99 / 100] / 1000);

        SSLEngine[] idle = new SSLEngine[IDLE];
        long before = usedHeap();
        for (int i = 0; i < IDLE; i++) {
            idle[i] = handshake();
        }
        long after = usedHeap();
        System.out.printf(
                "an idle engine (%s) keeps %d bytes of heap%n",
                idle[0].getSession().getCipherSuite(), (after - before) / IDLE);
    }

    private static long usedHeap() {
        for (int i = 0; i < 4; i++) {
            System.gc();
            LockSupport.parkNanos(100_000_000);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private SSLEngine handshake() throws SSLException {
        SSLEngine server = engines.directTls();
        // each client has a name of its own, so that none resumes
        SSLEngine client = clients.createSSLEngine("client" + clientNumber++, 5223);
        client.setUseClientMode(true);
        SSLParameters parameters = client.getSSLParameters();
        parameters.setProtocols(new String[] {protocol});
        parameters.setNamedGroups(
                protocol.equals("TLSv1.2") ? new String[] {group, "secp256r1"} : new String[] {group});
        client.setSSLParameters(parameters);
        toServer.clear();
        toClient.clear();
        client.beginHandshake();
        server.beginHandshake();
        do {
            advance(client, toServer, toClient);
            long start = threads.getCurrentThreadCpuTime();
            advance(server, toClient, toServer);
            serverNanos += threads.getCurrentThreadCpuTime() - start;
        } while (isBusy(client) || isBusy(server) || toServer.position() > 0 || toClient.position() > 0);
        return server;
    }

    private static boolean isBusy(SSLEngine engine) {
        return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
    }

    private void advance(SSLEngine engine, ByteBuffer out, ByteBuffer in) throws SSLException {
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> engine.getDelegatedTask().run();
                case NEED_WRAP -> engine.wrap(NOTHING, out);
                default -> {
                    in.flip();
                    plain.clear();
                    int consumed = engine.unwrap(in, plain).bytesConsumed();
                    in.compact();
                    if (consumed == 0) {
                        return;
                    }
                }
            }
        }
    }
}
