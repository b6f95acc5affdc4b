package im.carillon.dataforms;

import im.carillon.jid.Jid;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was filled into a form; it has been checked against it. */
public final class Submission {

    private final Map<String, List<String>> values;

    Submission(Map<String, List<String>> values) {
        this.values = new LinkedHashMap<>(values);
    }

    public List<String> texts(String field) {
        return List.copyOf(values.getOrDefault(field, List.of()));
    }

    /** The text of a field that is not empty. */
    public Optional<String> text(String field) {
        return texts(field).stream().filter(text -> !text.isEmpty()).findFirst();
    }

    public boolean flag(String field) {
        return texts(field).contains("1");
    }

    public List<Jid> addresses(String field) {
        return texts(field).stream().map(Jid::of).toList();
    }

    public Optional<Jid> address(String field) {
        return addresses(field).stream().findFirst();
    }
}
