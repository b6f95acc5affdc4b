package im.carillon.dataforms;

import im.carillon.xml.XmlElement;
import java.util.List;

/**
 * Results of one kind, a line each (XEP-0004 §3.4).
 *
 * @param columns the names of the fields
 * @param rows each with a value for each column; an empty one is left out
 */
public record FormTable(String formType, String title, List<String> columns, List<List<String>> rows) {

    public FormTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    public XmlElement toElement() {
        XmlElement.Builder form = XmlElement.builder(Form.NAMESPACE, "x")
                .attribute("type", "result")
                .child("title", title)
                .child(Field.hidden(Field.FORM_TYPE, formType).toElement(false));
        XmlElement.Builder reported = XmlElement.builder(Form.NAMESPACE, "reported");
        columns.forEach(column -> reported.child(field(column).build()));
        form.child(reported.build());
        rows.forEach(row -> form.child(item(row)));
        return form.build();
    }

    private XmlElement item(List<String> row) {
        XmlElement.Builder item = XmlElement.builder(Form.NAMESPACE, "item");
        for (int i = 0; i < columns.size(); i++) {
            XmlElement.Builder field = field(columns.get(i));
            if (!row.get(i).isEmpty()) {
                field.child("value", row.get(i));
            }
            item.child(field.build());
        }
        return item.build();
    }

    private static XmlElement.Builder field(String column) {
        return XmlElement.builder(Form.NAMESPACE, "field").attribute("var", column);
    }
}
