package im.carillon.bench;

import static im.carillon.bench.Frame.bytes;

import java.util.function.BiConsumer;
import javax.net.ssl.SSLContext;

/**
 * Opens one session as a client does that trusts nothing it has not seen: each step waits for the answer to the one
 * before. The steps are those of RFC 6120 §9.1, or of XEP-0388 §6.1 with the binding inside.
 */
final class Login implements LinkHandler {
    private enum Step {
        HEADER,
        FEATURES,
        PROCEED,
        CHALLENGE,
        SUCCESS,
        HEADER_AGAIN,
        FEATURES_AGAIN,
        BIND,
        PRESENCE,
        OPEN
    }

    private static final String HEADERS = "stream:stream|<open|<body";

    private final LoginPlan plan;
    private final BiConsumer<Link, String> opened;
    private final String user;
    private final ScramExchange scram;
    private Step step = Step.HEADER;
    private boolean secure;
    private String address = "";

    /** @param opened is told the link and the full JID */
    Login(LoginPlan plan, Account account, BiConsumer<Link, String> opened) {
        this.plan = plan;
        this.opened = opened;
        this.user = account.user();
        this.scram = new ScramExchange(plan.keys(), user);
    }

    @Override
    public void connected(Link link) {
        sendHeader(link);
    }

    @Override
    public void secured(Link link) {
        secure = true;
        step = Step.HEADER;
        sendHeader(link);
    }

    @Override
    public void closed(Link link, String reason) {
        throw new BenchmarkException(user + " lost its connection at " + step + ": " + reason);
    }

    @Override
    public void frame(Link link, byte[] bytes, int from, int to) {
        String frame = Frame.text(bytes, from, to);
        switch (step) {
            case HEADER -> step = expect(frame, HEADERS, Step.FEATURES);
            case FEATURES -> features(link, expect(frame, "<stream:features", frame));
            case PROCEED -> secure(link, expect(frame, "<proceed", plan.tls().orElseThrow()));
            case CHALLENGE -> challenge(link, expect(frame, "<challenge", frame));
            case SUCCESS -> success(link, expect(frame, "<success", frame));
            case HEADER_AGAIN -> step = expect(frame, HEADERS, Step.FEATURES_AGAIN);
            case FEATURES_AGAIN -> bind(link, expect(frame, "<stream:features", frame));
            case BIND -> bound(link, Frame.textOf(expect(frame, "type='result'|type=\"result\"", frame), "jid"));
            case PRESENCE -> presence(link, frame);
            case OPEN -> throw unexpected(frame);
        }
    }

    private void features(Link link, String features) {
        if (plan.tls().isPresent() && !secure) {
            expect(features, "<starttls", features);
            link.send(bytes("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"));
            step = Step.PROCEED;
            return;
        }
        expect(features, ">SCRAM-SHA-256<", features);
        if (plan.profile() == LoginPlan.Profile.SASL2) {
            if (!features.contains("urn:xmpp:sasl:2")) {
                throw new NotOfferedException("SASL2", features);
            }
            link.send(bytes("<authenticate xmlns='urn:xmpp:sasl:2' mechanism='SCRAM-SHA-256'><initial-response>"
                    + scram.first()
                    + "</initial-response><bind xmlns='urn:xmpp:bind:0'><tag>bench</tag></bind></authenticate>"));
        } else {
            link.send(bytes("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-256'>" + scram.first()
                    + "</auth>"));
        }
        step = Step.CHALLENGE;
    }

    private void secure(Link link, SSLContext context) {
        link.startTls(LoginPlan.newSession(context, plan.domain()));
    }

    private void challenge(Link link, String challenge) {
        String namespace =
                plan.profile() == LoginPlan.Profile.SASL2 ? "urn:xmpp:sasl:2" : "urn:ietf:params:xml:ns:xmpp-sasl";
        link.send(
                bytes("<response xmlns='" + namespace + "'>" + scram.answer(Frame.ownText(challenge)) + "</response>"));
        step = Step.SUCCESS;
    }

    private void success(Link link, String success) {
        if (plan.profile() == LoginPlan.Profile.SASL2) {
            scram.verify(Frame.textOf(success, "additional-data"));
            address = Frame.textOf(expect(success, "urn:xmpp:bind:0", success), "authorization-identifier");
            step = Step.FEATURES_AGAIN;
        } else {
            scram.verify(Frame.ownText(success));
            sendHeader(link);
            step = Step.HEADER_AGAIN;
        }
    }

    private void bind(Link link, String features) {
        if (plan.profile() == LoginPlan.Profile.SASL2) {
            // bound already; these features end the login (XEP-0388 §2.6.3)
            bound(link, address);
            return;
        }
        expect(features, "urn:ietf:params:xml:ns:xmpp-bind", features);
        link.send(bytes("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
                + "<resource>bench</resource></bind></iq>"));
        step = Step.BIND;
    }

    private void bound(Link link, String jid) {
        expect(jid, user + "@", jid);
        address = jid;
        if (plan.available()) {
            // answers come in order (RFC 6120 §10.1): that of the ping says that the presence was handled
            link.send(bytes("<presence/>"));
            link.send(
                    bytes("<iq type='get' id='present' to='" + plan.domain() + "'><ping xmlns='urn:xmpp:ping'/></iq>"));
            step = Step.PRESENCE;
        } else {
            open(link);
        }
    }

    private void presence(Link link, String frame) {
        if (frame.startsWith("<presence")) {
            return;
        }
        expect(frame, "present", frame);
        expect(frame, "type='result'|type=\"result\"", frame);
        open(link);
    }

    private void open(Link link) {
        step = Step.OPEN;
        opened.accept(link, address);
    }

    private void sendHeader(Link link) {
        link.open(plan.domain());
    }

    /** The value, if the frame holds one of the alternatives. */
    private <T> T expect(String frame, String alternatives, T value) {
        for (String wanted : alternatives.split("\\|")) {
            if (frame.contains(wanted)) {
                return value;
            }
        }
        throw unexpected(frame);
    }

    private BenchmarkException unexpected(String frame) {
        return new BenchmarkException(user + " at " + step + " got: " + frame);
    }
}
