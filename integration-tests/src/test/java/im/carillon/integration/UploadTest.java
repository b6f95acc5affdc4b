package im.carillon.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.SplittableRandom;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smackx.httpfileupload.HttpFileUploadManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** XEP-0363 as a client library does it. */
final class UploadTest {

    private static final int SIZE = 100_000_000;

    @RegisterExtension
    static final CarillonServer SERVER = new CarillonServer();

    @Test
    void aLargeFileReachesTheOtherAsItWas() throws Exception {
        SmackClient romeo = SERVER.online("romeo");
        SmackClient juliet = SERVER.online("juliet");
        SSLContext tls = trust();
        HttpFileUploadManager uploads = HttpFileUploadManager.getInstanceFor(romeo.connection());
        uploads.setTlsContext(tls);
        assertThat(uploads.discoverUploadService()).isTrue();
        assertThat(uploads.getDefaultUploadService().acceptsFileOfSize(SIZE)).isTrue();

        MessageDigest sent = MessageDigest.getInstance("SHA-256");
        URL address;
        try (InputStream file = new DigestInputStream(new Noise(SIZE), sent)) {
            address = uploads.uploadFile(file, "balcony scène.mp4", SIZE);
        }
        romeo.says(address.toString(), juliet);
        Message message = juliet.hears();

        assertThat(fetched(URI.create(message.getBody()), tls))
                .isEqualTo(HexFormat.of().formatHex(sent.digest()));
    }

    private static SSLContext trust() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {SERVER.process().authority().trustManager()}, null);
        return context;
    }

    private static String fetched(URI address, SSLContext tls) throws IOException, GeneralSecurityException {
        HttpsURLConnection connection = (HttpsURLConnection) address.toURL().openConnection();
        connection.setSSLSocketFactory(tls.getSocketFactory());
        assertThat(connection.getContentLengthLong()).isEqualTo(SIZE);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream content = new DigestInputStream(connection.getInputStream(), digest)) {
            assertThat(content.transferTo(OutputStream.nullOutputStream())).isEqualTo(SIZE);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** So many bytes that no compression could make fewer. Used by one thread. */
    private static final class Noise extends InputStream {

        private final SplittableRandom random = new SplittableRandom(1);
        private int left;

        Noise(int size) {
            left = size;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            byte[] bytes = new byte[Math.min(left, length)];
            random.nextBytes(bytes);
            System.arraycopy(bytes, 0, into, offset, bytes.length);
            left -= bytes.length;
            return bytes.length;
        }
    }
}
