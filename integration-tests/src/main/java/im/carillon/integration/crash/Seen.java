package im.carillon.integration.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** An element as it came over the wire; namespaces play no part in these tests. */
record Seen(String name, Map<String, String> attributes, List<Seen> children, String text) {

    static Seen read(XMLStreamReader reader) throws XMLStreamException {
        String name = reader.getLocalName();
        Map<String, String> attributes = new HashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        List<Seen> children = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        while (true) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> children.add(read(reader));
                case XMLStreamConstants.CHARACTERS -> text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    return new Seen(name, attributes, children, text.toString());
                }
                default -> {
                    // nothing else is allowed in a stream
                }
            }
        }
    }

    String attribute(String attribute) {
        return attributes.getOrDefault(attribute, "");
    }

    boolean isStanza() {
        return name.equals("message") || name.equals("presence") || name.equals("iq");
    }

    /** The first descendant of this name, the element itself included. */
    Optional<Seen> find(String wanted) {
        return all().filter(each -> each.name.equals(wanted)).findFirst();
    }

    private Stream<Seen> all() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(Seen::all));
    }
}
