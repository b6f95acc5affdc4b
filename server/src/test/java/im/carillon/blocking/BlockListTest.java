package im.carillon.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.jid.Jid;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0191 §5. */
class BlockListTest {

    @ParameterizedTest
    @CsvSource({
        "romeo@montague.example, romeo@montague.example, true",
        "romeo@montague.example, romeo@montague.example/phone, true",
        "romeo@montague.example, benvolio@montague.example, false",
        "romeo@montague.example, montague.example, false",
        "romeo@montague.example/phone, romeo@montague.example/phone, true",
        "romeo@montague.example/phone, romeo@montague.example/desk, false",
        "romeo@montague.example/phone, romeo@montague.example, false",
        "montague.example/gate, montague.example/gate, true",
        "montague.example/gate, montague.example, false",
        "montague.example/gate, romeo@montague.example/gate, true",
        "montague.example/gate, romeo@montague.example/phone, false",
        "montague.example, montague.example, true",
        "montague.example, montague.example/gate, true",
        "montague.example, romeo@montague.example, true",
        "montague.example, romeo@montague.example/phone, true",
        "montague.example, romeo@sub.montague.example, false",
    })
    void matches(String entry, String contact, boolean blocked) {
        assertThat(BlockList.of(List.of(Jid.of(entry))).matches(Jid.of(contact)))
                .isEqualTo(blocked);
    }
}
