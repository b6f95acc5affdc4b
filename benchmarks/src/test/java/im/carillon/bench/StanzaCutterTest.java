package im.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StanzaCutterTest {
    private static final String STREAM =
            "<?xml version='1.0'?><stream:stream a='>' b=\"'/>\"><a/><b><c/>t<c>&lt;</c></b> "
                    + "<d e='/'><f/></d></stream:stream>";

    private static final List<String> FRAMES = List.of(
            "<?xml version='1.0'?><stream:stream a='>' b=\"'/>\">",
            "<a/>",
            "<b><c/>t<c>&lt;</c></b>",
            " <d e='/'><f/></d>",
            "</stream:stream>");

    @Test
    void cutsHeaderFirstLevelElementsAndEnd() {
        assertThat(cut(STREAM, STREAM.length())).isEqualTo(FRAMES);
    }

    @Test
    void cutsTheSameWhereverReadsEnd() {
        for (int size = 1; size < STREAM.length(); size++) {
            assertThat(cut(STREAM, size)).as("reads of %d bytes", size).isEqualTo(FRAMES);
        }
    }

    @Test
    void beginsAnewAfterReset() {
        StanzaCutter cutter = new StanzaCutter();
        byte[] bytes = Frame.bytes("<s><a/>");
        assertThat(cutter.cut(bytes, 0, bytes.length)).isEqualTo(3);
        cutter.reset();
        assertThat(cutter.cut(bytes, 0, bytes.length)).isEqualTo(3);
    }

    private static List<String> cut(String stream, int size) {
        StanzaCutter cutter = new StanzaCutter();
        byte[] bytes = Frame.bytes(stream);
        List<String> frames = new ArrayList<>();
        int start = 0;
        int scanned = 0;
        for (int end = Math.min(size, bytes.length); scanned < bytes.length; end = Math.min(end + size, bytes.length)) {
            int cut = cutter.cut(bytes, scanned, end);
            while (cut != Cutter.MORE) {
                frames.add(Frame.text(bytes, start, cut));
                start = cut;
                cut = cutter.cut(bytes, start, end);
            }
            scanned = end;
        }
        return frames;
    }
}
