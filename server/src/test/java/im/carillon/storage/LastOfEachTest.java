package im.carillon.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LastOfEachTest {

    private record Value(String key, int value) {}

    @Test
    void onlyTheLastChangeOfEachKeyIsLeftInTheOrderOfTheLast() {
        List<Value> all = List.of(new Value("a", 1), new Value("b", 2), new Value("a", 3), new Value("c", 4));
        assertThat(LastOfEach.of(all, Value::key))
                .containsExactly(new Value("b", 2), new Value("a", 3), new Value("c", 4));
    }

    @Test
    void nothingIsCopiedWhenNothingIsLeftAway() {
        List<Value> all = List.of(new Value("a", 1), new Value("b", 2));
        assertThat(LastOfEach.of(all, Value::key)).isSameAs(all);
    }
}
