package im.carillon.dataforms;

/** One of the values that can be chosen in a list field. */
public record Option(String value, String label) {

    public Option(String value) {
        this(value, value);
    }
}
