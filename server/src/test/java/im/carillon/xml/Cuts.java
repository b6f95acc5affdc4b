package im.carillon.xml;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes down what a framer cuts, with its error as the last line. */
final class Cuts implements StanzaFramer.Sink {

    static final XmlLimits LIMITS = new XmlLimits(1_000, 5, 4, 13);
    static final String HEADER =
            "<stream:stream xmlns='jabber:client' xmlns:stream='" + Namespaces.STREAMS + "' to='a.example'>";

    private final List<String> lines = new ArrayList<>();

    /** What comes out of bytes fed in pieces of {@code size}. */
    static List<String> of(byte[] bytes, int size, XmlLimits limits) {
        Cuts cuts = new Cuts();
        StanzaFramer framer = new StanzaFramer(limits);
        try {
            for (int at = 0; at < bytes.length; at += size) {
                framer.feed(bytes, at, Math.min(size, bytes.length - at), cuts);
            }
        } catch (XmlException e) {
            cuts.lines.add("error " + e.kind());
        }
        return cuts.lines;
    }

    /** What comes out of bytes fed in two pieces. */
    static List<String> ofTwo(byte[] bytes, int first, XmlLimits limits) {
        Cuts cuts = new Cuts();
        StanzaFramer framer = new StanzaFramer(limits);
        try {
            framer.feed(bytes, 0, first, cuts);
            framer.feed(bytes, first, bytes.length - first, cuts);
        } catch (XmlException e) {
            cuts.lines.add("error " + e.kind());
        }
        return cuts.lines;
    }

    static List<String> of(String xml) {
        byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
        return of(bytes, Math.max(1, bytes.length), LIMITS);
    }

    /** What follows the header. */
    static List<String> inStream(String xml) {
        List<String> all = of(HEADER + xml);
        return all.subList(1, all.size());
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void streamOpened(byte[] header) {
        lines.add("open " + new String(header, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void stanza(byte[] bytes) {
        lines.add("stanza " + new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public void streamClosed() {
        lines.add("close");
    }
}
