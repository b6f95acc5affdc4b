package im.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HttpCutterTest {

    private static final String FIRST = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX: y\r\n\r\nhello";
    private static final String SECOND = "HTTP/1.1 200 OK\r\ncontent-length:0\r\n\r\n";

    @Test
    void cutsWhatCameTogether() {
        byte[] bytes = Frame.bytes(FIRST + SECOND);
        HttpCutter cutter = new HttpCutter();

        assertThat(cutter.cut(bytes, 0, bytes.length)).isEqualTo(FIRST.length());
        assertThat(cutter.cut(bytes, FIRST.length(), bytes.length)).isEqualTo(bytes.length);
        assertThat(Frame.text(bytes, cutter.begin(bytes, 0, FIRST.length()), FIRST.length()))
                .isEqualTo("hello");
    }

    @Test
    void waitsForWhatIsMissing() {
        byte[] bytes = Frame.bytes(FIRST);
        HttpCutter cutter = new HttpCutter();

        for (int end = 1; end < bytes.length; end++) {
            assertThat(cutter.cut(bytes, end - 1, end)).isEqualTo(Cutter.MORE);
        }
        assertThat(cutter.cut(bytes, bytes.length - 1, bytes.length)).isEqualTo(bytes.length);
    }

    @Test
    void anotherStatusEndsTheRun() {
        byte[] bytes = Frame.bytes("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");

        assertThatThrownBy(() -> new HttpCutter().cut(bytes, 0, bytes.length)).hasMessageContaining("404");
    }
}
