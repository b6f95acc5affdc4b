package im.carillon.bosh;

import java.time.Duration;
import java.util.Optional;

/**
 * What client and server agreed on when the session began (XEP-0124 §7).
 *
 * @param version the lower of both, absent for a client of old that named none
 * @param longestWait how long a request is held, in seconds
 * @param hold how many requests are held
 * @param inactivity how long there may be no request, in seconds
 * @param polling the shortest time between empty requests, in seconds
 * @param maxPause the longest absence that can be announced, in seconds
 * @param acks whether the client says which answers it has
 * @param contentType of all answers
 */
record SessionTerms(
        Optional<String> version,
        int longestWait,
        int hold,
        int inactivity,
        int polling,
        int maxPause,
        boolean acks,
        String contentType) {

    private static final int LARGEST_HOLD = 255;
    private static final int LONGEST_TYPE = 100;
    private static final int MAJOR = 1;
    private static final int MINOR = 11;

    static SessionTerms of(BodyRequest creation, BoshSettings settings) throws BindingException {
        int wait = seconds(settings.longestWait());
        wait = Math.min(wait, creation.seconds("wait").orElse(wait));
        int hold = Math.min(LARGEST_HOLD, creation.seconds("hold").orElse(1));
        hold = wait == 0 ? 0 : Math.min(hold, settings.hold());
        return new SessionTerms(
                version(creation),
                hold == 0 ? 0 : wait,
                hold,
                seconds(hold == 0 ? settings.pollingInactivity() : settings.inactivity()),
                seconds(settings.polling()),
                seconds(settings.pause()),
                creation.ack().isPresent(),
                contentType(creation));
    }

    /** As one line. */
    String written() {
        return String.join(
                " ",
                version.orElse("-"),
                String.valueOf(longestWait),
                String.valueOf(hold),
                String.valueOf(inactivity),
                String.valueOf(polling),
                String.valueOf(maxPause),
                String.valueOf(acks),
                contentType);
    }

    static SessionTerms read(String line) {
        String[] parts = line.split(" ", 8);
        return new SessionTerms(
                Optional.of(parts[0]).filter(version -> !version.equals("-")),
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3]),
                Integer.parseInt(parts[4]),
                Integer.parseInt(parts[5]),
                Boolean.parseBoolean(parts[6]),
                parts[7]);
    }

    private static int seconds(Duration duration) {
        return Math.toIntExact(duration.toSeconds());
    }

    /** Without a version it is a client of old, which understands HTTP errors only (XEP-0124 §17.1). */
    static boolean isLegacy(BodyRequest creation) {
        return creation.body().attribute("ver").isEmpty();
    }

    private static Optional<String> version(BodyRequest creation) throws BindingException {
        Optional<String> written = creation.body().attribute("ver");
        if (written.isEmpty()) {
            return Optional.empty();
        }
        String text = written.get();
        int dot = text.indexOf('.');
        int major = digits(dot < 0 ? text : text.substring(0, dot));
        int minor = dot < 0 ? 0 : digits(text.substring(dot + 1));
        boolean theirs = major < MAJOR || major == MAJOR && minor < MINOR;
        return Optional.of(theirs ? major + "." + minor : MAJOR + "." + MINOR);
    }

    private static int digits(String text) throws BindingException {
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9' || i > 4) {
                throw BodyRequest.bad("'ver' is a version such as 1.11");
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }

    /** It goes into a header, so nothing must be in it that could end one. */
    private static String contentType(BodyRequest creation) throws BindingException {
        String type = creation.body().attributeOr("content", Answer.XML);
        boolean plain = type.chars().allMatch(c -> c >= ' ' && c < 0x7f);
        if (!plain || type.isBlank() || type.length() > LONGEST_TYPE) {
            throw BodyRequest.bad("'content' is a media type");
        }
        return type;
    }

    boolean isLegacy() {
        return version.isEmpty();
    }

    /** XEP-0124 §12: a client that asks now and then, instead of being kept waiting. */
    boolean isPolling() {
        return hold == 0;
    }

    /** How many requests the client may have here at the same time. */
    int requests() {
        return hold + 1;
    }

    /** The attributes of the answer to the request that began the session. */
    void describe(Body answer, String sid, String host, String streamId, long rid) {
        answer.attribute("sid", sid)
                .attribute("wait", longestWait)
                .attribute("requests", requests())
                .attribute("hold", hold)
                .attribute("inactivity", inactivity)
                .attribute("polling", polling)
                .attribute("maxpause", maxPause)
                .attribute("charsets", "UTF-8")
                .attribute("from", host)
                .attribute("authid", streamId);
        version.ifPresent(v -> answer.attribute("ver", v));
        if (acks) {
            answer.attribute("ack", rid);
        }
        answer.attribute("xmpp:version", "1.0").attribute("xmpp:restartlogic", "true");
    }
}
