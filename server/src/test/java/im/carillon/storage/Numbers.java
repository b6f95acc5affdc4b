package im.carillon.storage;

import java.sql.SQLException;
import java.util.List;

/** Rows of the table {@code number} that tests make. */
final class Numbers implements ChangeKind<Integer> {

    @Override
    public String name() {
        return "number";
    }

    @Override
    public void encode(Integer number, ChangeOutput out) {
        out.number(number);
    }

    @Override
    public Integer decode(ChangeInput in) {
        return (int) in.number();
    }

    @Override
    public void apply(WriteContext context, List<Integer> numbers) throws SQLException {
        context.batch("INSERT INTO number (n) VALUES (?)", numbers, (insert, number) -> insert.setInt(1, number));
    }
}
