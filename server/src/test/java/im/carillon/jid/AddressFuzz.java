package im.carillon.jid;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** Long runs by command, guided by coverage; see docs/fuzzing.md. */
class AddressFuzz {

    @FuzzTest
    void anyString(FuzzedDataProvider data) {
        AddressProperties.check(data.consumeRemainingAsString());
    }
}
