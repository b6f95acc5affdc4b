package im.carillon.bosh;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.bosh.BoshClient.HttpAnswer;
import im.carillon.bosh.BoshClient.Pending;
import im.carillon.testkit.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** BOSH as HTTP (XEP-0124 §5), and what else comes to its address. */
class BoshHttpTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private final BoshClient client = BoshClient.of(SERVER);

    private static String creation(String attributes) {
        return "<body rid='5' to='localhost' ver='1.6' wait='60' hold='1' " + attributes
                + " xmlns='http://jabber.org/protocol/httpbind'/>";
    }

    @Test
    void aPersonWhoLooksIsTold() throws IOException {
        HttpAnswer answer = client.raw("GET /http-bind/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .answer();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("content-type", "text/html; charset=utf-8");
        assertThat(answer.text()).contains("XEP-0124");
    }

    @Test
    void pagesOfOtherOriginsMayUseIt() throws IOException {
        HttpAnswer asked = client.raw(
                        "OPTIONS /http-bind HTTP/1.1\r\nHost: localhost\r\nOrigin: https://chat.example\r\n\r\n")
                .answer();

        assertThat(asked.status()).isEqualTo(204);
        assertThat(asked.headers())
                .containsEntry("access-control-allow-origin", "*")
                .containsKeys("access-control-allow-methods", "access-control-allow-headers", "access-control-max-age");
        assertThat(client.post(creation("")).answer().headers()).containsEntry("access-control-allow-origin", "*");
    }

    @Test
    void otherMethodsAreRefused() throws IOException {
        HttpAnswer answer = client.raw("PUT /http-bind HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
                .answer();

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers().get("allow")).contains("POST");
    }

    @Test
    void theTypeOfARequestDoesNotMatterAndThatOfAnAnswerIsTheClientsChoice() throws IOException {
        String body = creation("content='text/plain'");
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "application/xml")) {
            HttpAnswer answer = client.raw("POST /bosh HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type
                            + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                    .answer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers()).containsEntry("content-type", "text/plain");
            assertThat(answer.body().attribute("sid")).isPresent();
        }
    }

    @Test
    void anAnswerShownAsAPageCanDoNothing() throws IOException {
        assertThat(client.post(creation("content='text/html'")).answer().headers())
                .containsEntry("content-security-policy", "sandbox")
                .containsEntry("cache-control", "no-store");
    }

    @Test
    void clientsOfHttp10AndChunkedBodiesWork() throws IOException {
        String body = creation("");
        HttpAnswer old = client.raw("POST /http-bind HTTP/1.0\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .answer();
        assertThat(old.body().attribute("sid")).isPresent();

        HttpAnswer chunked = client.raw(
                        "POST /http-bind HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                                + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n")
                .answer();
        assertThat(chunked.body().attribute("sid")).isPresent();
    }

    @Test
    void oneConnectionCarriesManyRequests() throws IOException {
        client.begin();
        try (Socket socket = client.connect()) {
            for (int i = 0; i < 3; i++) {
                String body = "<body rid='" + client.nextRid() + "' sid='" + client.sid()
                        + "' pause='60' xmlns='http://jabber.org/protocol/httpbind'/>";
                socket.getOutputStream()
                        .write(("POST /http-bind HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length()
                                        + "\r\n\r\n" + body)
                                .getBytes(StandardCharsets.UTF_8));
                assertThat(BoshClient.read(socket.getInputStream()).text())
                        .isEqualTo("<body xmlns='http://jabber.org/protocol/httpbind'/>");
            }
        }
    }

    @Test
    void whatIsNoXmlIsABadRequest() throws IOException {
        HttpAnswer answer = client.post("rid=1&sid=2").answer();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.condition()).isEqualTo("bad-request");
    }

    @Test
    void compressedRequestsWereNotOffered() throws IOException {
        assertThat(client.post("x", "Content-Encoding: gzip\r\n").answer().status())
                .isEqualTo(415);
    }

    @Test
    void aBodyOverTheLimitIsRefusedBeforeItIsRead() throws IOException {
        client.begin();
        String start = "<body rid='" + client.nextRid() + "' sid='" + client.sid() + "'>";

        HttpAnswer answer = client.raw(
                        "POST /http-bind HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000000\r\n\r\n" + start
                                + "x".repeat(100_000))
                .answer();

        assertThat(answer.status()).isEqualTo(413);
        assertThat(client.send(client.rid(), "pause='60'", "").answer().terminates())
                .isFalse();
    }

    @Test
    void aUserMaySendLargeStanzas() throws IOException {
        SERVER.account("romeo");
        client.login("romeo", "orchard");

        client.say("<message to='" + client.address() + "' xmlns='jabber:client'><body>" + "x".repeat(100_000)
                + "</body></message>");

        assertThat(client.receive("message").toString()).hasSizeGreaterThan(100_000);
    }

    @Test
    void largeAnswersAreCompressedForWhoLikesThat() throws IOException {
        SERVER.account("mercutio");
        client.login("mercutio", "street");
        String text = "x".repeat(10_000);
        Pending held = client.post(
                "<body rid='" + client.nextRid() + "' sid='" + client.sid() + "' " + BoshClient.NS + "><message to='"
                        + client.address() + "' xmlns='jabber:client'><body>" + text + "</body></message></body>",
                "Accept-Encoding: gzip, deflate\r\n");

        HttpAnswer answer = held.answer();

        assertThat(answer.headers()).containsEntry("content-encoding", "gzip");
        assertThat(answer.bytes()).hasSizeLessThan(1_000);
        byte[] plain = new GZIPInputStream(new ByteArrayInputStream(answer.bytes())).readAllBytes();
        assertThat(new String(plain, StandardCharsets.UTF_8)).contains(text);
    }

    @Test
    void aConnectionThatIsCutInTheMiddleOfABodyHarmsNothing() throws IOException {
        client.begin();
        long rid = client.nextRid();
        client.raw("POST /http-bind HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\n<body rid='" + rid
                        + "' sid='" + client.sid() + "'")
                .close();

        HttpAnswer answer = client.send(rid, "pause='60'", "").answer();

        assertThat(answer.terminates()).isFalse();
    }

    @Test
    void rubbishBehindARequestHarmsOnlyItsOwnConnection() throws IOException {
        client.begin();
        String body =
                "<body rid='" + client.nextRid() + "' sid='" + client.sid() + "' pause='60' " + BoshClient.NS + "/>";
        try (Socket socket = client.connect()) {
            socket.getOutputStream()
                    .write(("POST /http-bind HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length()
                                    + "\r\n\r\n" + body + "\0\1\2 rubbish\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(BoshClient.read(socket.getInputStream()).status()).isEqualTo(200);
            assertThat(BoshClient.read(socket.getInputStream()).status()).isEqualTo(400);
        }
        assertThat(client.ask("pause='60'", "").terminates()).isFalse();
    }

    @Test
    void thousandsOfHeldRequestsHinderNobody() throws IOException {
        List<Pending> held = new ArrayList<>();
        try {
            for (int i = 0; i < 2_000; i++) {
                BoshClient one = BoshClient.of(SERVER);
                one.begin();
                held.add(one.send("", ""));
            }
            SERVER.account("benvolio");
            client.login("benvolio", "street");
            client.say("<message to='" + client.address() + "' xmlns='jabber:client'><body>free</body></message>");

            assertThat(client.receive("message").toString()).contains("free");
        } finally {
            for (Pending request : held) {
                request.close();
            }
        }
    }
}
