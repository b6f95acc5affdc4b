package im.carillon.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jivesoftware.smackx.bytestreams.BytestreamSession;
import org.jivesoftware.smackx.bytestreams.ibb.InBandBytestreamManager;
import org.jivesoftware.smackx.bytestreams.ibb.InBandBytestreamManager.StanzaType;
import org.jivesoftware.smackx.bytestreams.socks5.Socks5Proxy;
import org.jivesoftware.smackx.filetransfer.FileTransfer;
import org.jivesoftware.smackx.filetransfer.FileTransferManager;
import org.jivesoftware.smackx.filetransfer.FileTransferNegotiator;
import org.jivesoftware.smackx.filetransfer.IncomingFileTransfer;
import org.jivesoftware.smackx.filetransfer.OutgoingFileTransfer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jxmpp.jid.EntityFullJid;

/**
 * Files between two people, with SI file transfer (XEP-0096) through the proxy and in-band.
 * {@code -Dcarillon.in-band-megabytes=100} sends as much in-band as through the proxy.
 */
final class FilesTest {

    private static final int MEGABYTE = 1_000_000;
    private static final int THROUGH_PROXY = 100 * MEGABYTE;
    private static final int IN_BAND = Integer.getInteger("carillon.in-band-megabytes", 4) * MEGABYTE;
    private static final int PATIENCE_SECONDS = 600;

    @RegisterExtension
    static final CarillonServer SERVER = new CarillonServer();

    @TempDir
    Path folder;

    @AfterEach
    void asBefore() {
        FileTransferNegotiator.IBB_ONLY = false;
        Socks5Proxy.setLocalSocks5ProxyEnabled(true);
    }

    private Path file(int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return Files.write(folder.resolve("sent"), bytes);
    }

    private static String checksum(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream input = Files.newInputStream(file)) {
            byte[] block = new byte[1 << 16];
            for (int count = input.read(block); count >= 0; count = input.read(block)) {
                digest.update(block, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static EntityFullJid client(SmackClient person) {
        return person.connection().getUser();
    }

    private void transfer(int size) throws Exception {
        SmackClient romeo = SERVER.online("romeo");
        SmackClient juliet = SERVER.online("juliet");
        Path received = folder.resolve("received");
        CompletableFuture<IncomingFileTransfer> incoming = new CompletableFuture<>();
        FileTransferManager.getInstanceFor(juliet.connection()).addFileTransferListener(request -> {
            IncomingFileTransfer transfer = request.accept();
            try {
                transfer.receiveFile(received.toFile());
                incoming.complete(transfer);
            } catch (IOException | org.jivesoftware.smack.SmackException e) {
                incoming.completeExceptionally(e);
            }
        });
        Path sent = file(size);
        OutgoingFileTransfer outgoing =
                FileTransferManager.getInstanceFor(romeo.connection()).createOutgoingFileTransfer(client(juliet));
        outgoing.sendFile(sent.toFile(), "a file");
        await().atMost(PATIENCE_SECONDS, TimeUnit.SECONDS).until(outgoing::isDone);
        assertThat(outgoing.getStatus()).as("%s", outgoing.getException()).isEqualTo(FileTransfer.Status.complete);
        IncomingFileTransfer arrived = incoming.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        await().atMost(PATIENCE_SECONDS, TimeUnit.SECONDS).until(arrived::isDone);
        assertThat(arrived.getStatus()).as("%s", arrived.getException()).isEqualTo(FileTransfer.Status.complete);
        assertThat(Files.size(received)).isEqualTo(size);
        assertThat(checksum(received)).isEqualTo(checksum(sent));
    }

    @Test
    void aFileThroughTheProxy() throws Exception {
        Socks5Proxy.setLocalSocks5ProxyEnabled(false);
        transfer(THROUGH_PROXY);
        assertThat(SERVER.process().control("proxy", "list").exitCode()).isZero();
    }

    @Test
    void aFileInBand() throws Exception {
        FileTransferNegotiator.IBB_ONLY = true;
        transfer(IN_BAND);
    }

    /** XEP-0047 §4: in messages, which nobody answers. */
    @Test
    void aFileInMessages() throws Exception {
        SmackClient romeo = SERVER.online("romeo");
        SmackClient juliet = SERVER.online("juliet");
        CompletableFuture<byte[]> received = receiving(juliet, IN_BAND);
        InBandBytestreamManager manager = InBandBytestreamManager.getByteStreamManager(romeo.connection());
        manager.setStanza(StanzaType.MESSAGE);
        byte[] sent = new byte[IN_BAND];
        new Random(1).nextBytes(sent);
        BytestreamSession session = manager.establishSession(client(juliet));
        session.getOutputStream().write(sent);
        session.getOutputStream().flush();
        // Smack handles the end beside the messages before it, and would drop some
        assertThat(received.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(sent);
        session.close();
    }

    private static CompletableFuture<byte[]> receiving(SmackClient person, int most) {
        CompletableFuture<byte[]> received = new CompletableFuture<>();
        InBandBytestreamManager.getByteStreamManager(person.connection())
                .addIncomingBytestreamListener(request -> Thread.ofVirtual().start(() -> {
                    try (InputStream input = request.accept().getInputStream()) {
                        received.complete(input.readNBytes(most));
                    } catch (Exception e) {
                        received.completeExceptionally(e);
                    }
                }));
        return received;
    }

    /** Two people go on talking, to each other and to a third one, while a file without end is under way. */
    @Test
    void talkBesideAFile() throws Exception {
        SmackClient romeo = SERVER.online("romeo");
        SmackClient juliet = SERVER.online("juliet");
        SmackClient nurse = SERVER.online("nurse");
        CompletableFuture<byte[]> received = receiving(juliet, Integer.MAX_VALUE);
        AtomicBoolean enough = new AtomicBoolean();
        AtomicLong sent = new AtomicLong();
        CompletableFuture<Void> sending = CompletableFuture.runAsync(
                () -> send(romeo, juliet, enough, sent),
                runnable -> Thread.ofVirtual().start(runnable));
        for (int i = 0; i < 20; i++) {
            long before = sent.get();
            await().atMost(PATIENCE_SECONDS, TimeUnit.SECONDS).until(() -> sent.get() > before);
            romeo.says("line " + i, juliet);
            assertThat(juliet.hears().getBody()).isEqualTo("line " + i);
            juliet.says("answer " + i, romeo);
            assertThat(romeo.hears().getBody()).isEqualTo("answer " + i);
            romeo.says("aside " + i, nurse);
            assertThat(nurse.hears().getBody()).isEqualTo("aside " + i);
        }
        assertThat(sending).isNotDone();
        enough.set(true);
        sending.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(received.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).hasSize(Math.toIntExact(sent.get()));
    }

    private static void send(SmackClient from, SmackClient to, AtomicBoolean enough, AtomicLong sent) {
        InBandBytestreamManager manager = InBandBytestreamManager.getByteStreamManager(from.connection());
        byte[] block = new byte[manager.getDefaultBlockSize()];
        try {
            BytestreamSession session = manager.establishSession(client(to));
            while (!enough.get()) {
                session.getOutputStream().write(block);
                sent.addAndGet(block.length);
            }
            session.getOutputStream().flush();
            session.close();
        } catch (Exception e) {
            throw new IllegalStateException("the transfer broke off", e);
        }
    }
}
