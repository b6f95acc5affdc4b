package im.carillon.bench;

import java.util.List;

/** Some rows of the table that can be measured by themselves. */
interface Part {
    List<Row> measure();
}
