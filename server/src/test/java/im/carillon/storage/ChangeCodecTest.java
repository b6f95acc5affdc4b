package im.carillon.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written to a journal is read back as it was. */
class ChangeCodecTest {

    private static ChangeInput read(ChangeOutput out) {
        return new ChangeInput(out.copy());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 63, 64, -64, -65, 1_795_352_000_000_000L, Long.MAX_VALUE, Long.MIN_VALUE})
    void numbers(long number) {
        ChangeInput in = read(new ChangeOutput().number(number).number(7));
        assertThat(in.number()).isEqualTo(number);
        assertThat(in.number()).isEqualTo(7);
        assertThat(in.hasMore()).isFalse();
    }

    @Test
    void smallNumbersAreSmall() {
        assertThat(new ChangeOutput().number(63).length()).isOne();
        assertThat(new ChangeOutput().number(-64).length()).isOne();
        assertThat(new ChangeOutput().number(64).length()).isEqualTo(2);
    }

    @Test
    void textsBytesAndFlags() {
        String text = "Größe 😀 \u0000";
        byte[] bytes = new byte[200_000];
        bytes[199_999] = 9;
        ChangeInput in = read(new ChangeOutput()
                .text(text)
                .bytes(bytes)
                .flag(true)
                .flag(false)
                .text(""));
        assertThat(in.text()).isEqualTo(text);
        assertThat(in.bytes()).isEqualTo(bytes);
        assertThat(in.flag()).isTrue();
        assertThat(in.flag()).isFalse();
        assertThat(in.text()).isEmpty();
        assertThat(in.hasMore()).isFalse();
    }

    @Test
    void whatIsNotThereIsNotRead() {
        byte[] halfText = {20, 'a', 'b'};
        assertThatThrownBy(() -> new ChangeInput(halfText).text()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new ChangeInput(new byte[0]).number()).isInstanceOf(IllegalStateException.class);
        byte[] endless = "\u00ff".repeat(12).getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> new ChangeInput(endless).number()).isInstanceOf(IllegalStateException.class);
        byte[] negative = {1, 0};
        assertThatThrownBy(() -> new ChangeInput(negative).bytes()).isInstanceOf(IllegalStateException.class);
    }
}
