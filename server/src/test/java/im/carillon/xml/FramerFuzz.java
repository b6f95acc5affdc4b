package im.carillon.xml;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Long runs by command, guided by coverage; see docs/fuzzing.md. */
class FramerFuzz {

    private static final StanzaProperties PROPERTIES = new StanzaProperties();

    @FuzzTest
    void anyBytes(FuzzedDataProvider data) {
        int piece = data.consumeInt(1, 64);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        if (data.consumeBoolean()) {
            all.writeBytes(Cuts.HEADER.getBytes(StandardCharsets.UTF_8));
        }
        all.writeBytes(data.consumeRemainingAsBytes());
        byte[] bytes = all.toByteArray();
        List<String> whole = Cuts.of(bytes, Math.max(1, bytes.length), StanzaProperties.LIMITS);
        if (!Cuts.of(bytes, piece, StanzaProperties.LIMITS).equals(whole)) {
            throw new AssertionError("the cuts depend on how the bytes arrive");
        }
        PROPERTIES.check(bytes);
    }
}
