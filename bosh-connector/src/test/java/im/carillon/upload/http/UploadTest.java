package im.carillon.upload.http;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.http.RawHttp;
import im.carillon.http.RawHttp.Answer;
import im.carillon.testkit.TestServer;
import im.carillon.upload.http.Uploader.Slot;
import im.carillon.xml.XmlElement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** XEP-0363 from discovery to download, after its examples. */
class UploadTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private Uploader romeo;

    @BeforeEach
    void romeoComes() throws IOException {
        romeo = new Uploader(SERVER, "romeo");
    }

    @AfterEach
    void romeoGoes() throws IOException {
        romeo.close();
    }

    /** §3, examples 1 and 2. */
    @Test
    void hostsHaveTheService() throws IOException {
        XmlElement answer = romeo.client()
                .ask("get", "step_01", "localhost", "<query xmlns='http://jabber.org/protocol/disco#items'/>");

        assertThat(answer.toString()).contains("jid='upload.localhost'");
    }

    /** §3, examples 3 and 4. */
    @Test
    void theServiceTellsTheLargestSize() throws IOException {
        XmlElement answer = romeo.client()
                .ask("get", "step_02", Uploader.SERVICE, "<query xmlns='http://jabber.org/protocol/disco#info'/>");

        assertThat(answer.toString())
                .contains("category='store'", "type='file'", "var='urn:xmpp:http:upload:0'")
                .contains("var='max-file-size'", "<value>104857600</value>")
                .contains("urn:xmpp:http:upload:purpose:0#message", "#profile", "#ephemeral", "#permanent");
    }

    /** §4, examples 5 and 6: names in any script, percent-encoded. */
    @Test
    void aSlotHasTwoAddresses() throws IOException {
        Slot slot = romeo.slot("filename='très cool.jpg' size='23456' content-type='image/jpeg'", "");

        assertThat(slot.get().getScheme()).isEqualTo("https");
        assertThat(slot.get().getRawPath()).endsWith("/tr%C3%A8s%20cool.jpg");
        assertThat(slot.get().getRawPath().split("/")[2]).hasSizeGreaterThanOrEqualTo(22);
        assertThat(slot.put().getRawPath()).isEqualTo(slot.get().getRawPath());
        assertThat(slot.get().getRawQuery()).isNull();
    }

    /** §7. */
    @Test
    void whatIsUploadedCanBeFetched() throws IOException {
        Slot slot = romeo.slot("Über 猫.txt", 5, "text/plain");
        assertThat(romeo.get(slot).status()).isEqualTo(404);

        assertThat(romeo.put(slot, "hello".getBytes(StandardCharsets.UTF_8), "text/plain")
                        .status())
                .isEqualTo(201);

        Answer answer = romeo.get(slot);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("hello");
        assertThat(answer.headers())
                .containsEntry("content-type", "text/plain; charset=utf-8")
                .containsEntry("x-content-type-options", "nosniff")
                .containsEntry("access-control-allow-origin", "*")
                .containsEntry("cross-origin-resource-policy", "cross-origin");
        assertThat(answer.headers().get("content-security-policy")).contains("default-src 'none'", "sandbox");
        assertThat(answer.headers().get("content-disposition"))
                .startsWith("inline")
                .endsWith("filename*=UTF-8''%C3%9Cber%20%E7%8C%AB.txt");
    }

    @Test
    void largeFilesComeBackAsTheyWere() throws Exception {
        byte[] content = new byte[5_000_000];
        new Random(1).nextBytes(content);
        Slot slot = romeo.slot("large.bin", content.length, "application/octet-stream");
        assertThat(romeo.put(slot, content, "application/octet-stream").status())
                .isEqualTo(201);

        assertThat(fetch(RawHttp.connect(SERVER), slot)).isEqualTo(content);
        assertThat(fetch(RawHttp.connectSecurely(SERVER), slot)).isEqualTo(content);
    }

    private static byte[] fetch(RawHttp connection, Slot slot) throws IOException {
        try (connection) {
            connection.send("GET " + slot.getPath() + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            return connection.binaryAnswer();
        }
    }
}
