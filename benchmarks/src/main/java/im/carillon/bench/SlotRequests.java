package im.carillon.bench;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a server where to upload files (XEP-0363 §4). */
final class SlotRequests implements LinkHandler {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern PUT = Pattern.compile("<put url=['\"]([^'\"]*)['\"]");
    private static final Pattern GET = Pattern.compile("<get url=['\"]([^'\"]*)['\"]");

    private String answer = "";

    private SlotRequests() {}

    record Slot(URI put, URI get) {}

    static Slot slot(LoadLoop loop, Session requester, String name, long size) {
        SlotRequests request = new SlotRequests();
        requester.link().handOverTo(request);
        requester
                .link()
                .send(Frame.bytes("<iq type='get' id='" + name + "' to='upload." + Server.DOMAIN
                        + "'><request xmlns='urn:xmpp:http:upload:0' filename='" + name + "' size='" + size
                        + "'/></iq>"));
        requester.link().flush();
        loop.runUntil(() -> !request.answer.isEmpty(), PATIENCE);
        return new Slot(found(PUT, request.answer), found(GET, request.answer));
    }

    private static URI found(Pattern pattern, String answer) {
        Matcher matcher = pattern.matcher(answer);
        if (!matcher.find()) {
            throw new BenchmarkException("The server gives no slot: " + answer);
        }
        return URI.create(matcher.group(1));
    }

    @Override
    public void frame(Link link, byte[] bytes, int from, int to) {
        answer = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    @Override
    public void closed(Link link, String reason) {
        throw new BenchmarkException("The server closed a link: " + reason);
    }

    @Override
    public void connected(Link link) {}

    @Override
    public void secured(Link link) {}
}
