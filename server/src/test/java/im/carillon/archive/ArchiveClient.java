package im.carillon.archive;

import im.carillon.testkit.RawClient;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a client asks of an archive, and what it reads in the answers. */
final class ArchiveClient {

    static final String MAM = "urn:xmpp:mam:2";
    static final String RSM = "http://jabber.org/protocol/rsm";

    private final RawClient client;
    private int requests;

    ArchiveClient(RawClient client) {
        this.client = client;
    }

    /** One answered query: the results before the answer, and the answer. */
    record Page(List<XmlElement> results, XmlElement answer) {

        List<String> ids() {
            return results.stream()
                    .map(message -> message.child(MAM, "result").orElseThrow().attributeOr("id", ""))
                    .toList();
        }

        /** The text of each message of the page. */
        List<String> bodies() {
            return messages().stream()
                    .map(message -> message.childText(Namespaces.CLIENT, "body").orElse(""))
                    .toList();
        }

        List<XmlElement> messages() {
            return results.stream()
                    .map(message -> message.child(MAM, "result")
                            .flatMap(result -> result.child("urn:xmpp:forward:0", "forwarded"))
                            .flatMap(forwarded -> forwarded.child(Namespaces.CLIENT, "message"))
                            .orElseThrow())
                    .toList();
        }

        XmlElement fin() {
            return answer.child(MAM, "fin").orElseThrow(() -> new AssertionError("no page: " + answer));
        }

        boolean isComplete() {
            return fin().attributeOr("complete", "false").equals("true");
        }

        Optional<String> part(String name) {
            return fin().child(RSM, "set").flatMap(set -> set.childText(RSM, name));
        }

        Optional<String> index() {
            return fin().child(RSM, "set")
                    .flatMap(set -> set.child(RSM, "first"))
                    .flatMap(first -> first.attribute("index"));
        }
    }

    static String field(String name, String... values) {
        return "<field var='" + name + "'>"
                + String.join(
                        "",
                        List.of(values).stream()
                                .map(value -> "<value>" + value + "</value>")
                                .toList()) + "</field>";
    }

    static String form(String... fields) {
        return "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE' type='hidden'><value>" + MAM
                + "</value></field>" + String.join("", fields) + "</x>";
    }

    static String set(String content) {
        return "<set xmlns='" + RSM + "'>" + content + "</set>";
    }

    /** Sends a query with this inside. */
    Page query(String content) throws IOException {
        return query("", content);
    }

    Page query(String to, String content) throws IOException {
        String id = "q" + ++requests;
        String target = to.isEmpty() ? "" : " to='" + to + "'";
        client.send("<iq type='set' id='" + id + "'" + target + "><query xmlns='" + MAM + "' queryid='" + id + "'>"
                + content + "</query></iq>");
        List<XmlElement> results = new ArrayList<>();
        XmlElement answer = client.receive(element -> {
            element.child(MAM, "result")
                    .filter(result -> result.attributeOr("queryid", "").equals(id))
                    .ifPresent(result -> results.add(element));
            return element.name().equals("iq") && element.attributeOr("id", "").equals(id);
        });
        return new Page(results, answer);
    }
}
