package im.carillon.integration;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page that speaks BOSH as XEP-0124 wants: one request is always with the server, one more carries
 * what there is to say, and a request that got no answer is repeated until it has one.
 */
public final class BoshPage {

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Pattern SID = Pattern.compile(" sid='([^']+)'");
    private static final Pattern TEXT = Pattern.compile("<message[ >].*?<body>(.*?)</body>");
    private static final int REQUESTS = 2;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Executor later = CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final SortedMap<Long, String> answers = new TreeMap<>();
    private final URI uri;
    private String sid = "";
    private long rid = 1_000_000;
    private long processed = rid;
    private int open;
    private Optional<String> ended = Optional.empty();

    private BoshPage(URI uri) {
        this.uri = uri;
    }

    /** A page that has logged in and is available. */
    public static BoshPage login(int port, Account account) throws IOException, InterruptedException {
        BoshPage page = new BoshPage(URI.create("http://127.0.0.1:" + port + "/http-bind"));
        page.begin(account);
        return page;
    }

    private void begin(Account account) throws IOException, InterruptedException {
        String created = ask("to='localhost' ver='1.6' wait='60' hold='1'", "");
        Matcher found = SID.matcher(created);
        if (!found.find()) {
            throw new IOException("no session: " + created);
        }
        sid = found.group(1);
        String credentials = Base64.getEncoder()
                .encodeToString(("\0" + account.name() + "\0" + account.password()).getBytes(StandardCharsets.UTF_8));
        String answer =
                ask("", "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + credentials + "</auth>");
        if (!answer.contains("<success")) {
            throw new IOException("no login: " + answer);
        }
        ask("to='localhost' xmpp:restart='true' xmlns:xmpp='urn:xmpp:xbosh'", "");
        ask("", "<iq type='set' id='bind' xmlns='jabber:client'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
        processed = rid;
        say("<presence xmlns='jabber:client'/>");
    }

    /** During the login: one request, and what it brings. */
    private String ask(String attributes, String payload) throws IOException, InterruptedException {
        rid++;
        return http.send(request(body(attributes, payload)), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private String body(String attributes, String payload) {
        String session = sid.isEmpty() ? "" : "sid='" + sid + "' ";
        return "<body rid='" + rid + "' " + session + attributes + " xmlns='http://jabber.org/protocol/httpbind'>"
                + payload + "</body>";
    }

    private HttpRequest request(String body) {
        return HttpRequest.newBuilder(uri)
                .header("Content-Type", "text/xml; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    /** Sends a stanza as soon as there may be one more request. */
    public synchronized void say(String stanza) throws InterruptedException {
        while (open >= REQUESTS) {
            wait();
        }
        send(stanza);
    }

    private synchronized void send(String payload) {
        rid++;
        open++;
        long number = rid;
        repeat(request(body("", payload))).thenAccept(answer -> answered(number, answer));
    }

    private CompletableFuture<String> repeat(HttpRequest request) {
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .thenApply(HttpResponse::body)
                .exceptionallyComposeAsync(failure -> repeat(request), later);
    }

    private synchronized void answered(long number, String answer) {
        open--;
        answers.put(number, answer);
        for (String next = answers.remove(processed + 1); next != null; next = answers.remove(processed + 1)) {
            processed++;
            if (next.contains("type='terminate'")) {
                ended = Optional.of(next);
            }
            Matcher message = TEXT.matcher(next);
            while (message.find()) {
                heard.add(message.group(1));
            }
        }
        if (open == 0 && ended.isEmpty()) {
            send("");
        }
        notifyAll();
    }

    /** The text of the next message. */
    public String hears() throws InterruptedException {
        String text = heard.poll(SmackClient.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (text == null) {
            throw new AssertionError("no message arrived; the session " + ended().orElse("goes on"));
        }
        return text;
    }

    /** With what the server ended the session, if it did. */
    public synchronized Optional<String> ended() {
        return ended;
    }
}
