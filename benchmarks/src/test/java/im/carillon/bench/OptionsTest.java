package im.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void partsAndNumbers() {
        Options options = Options.parse(List.of("--only", "pings,messages", "--runs", "2", "--control", ""));
        assertThat(options.only()).containsExactly(Options.Part.PINGS, Options.Part.MESSAGES);
        assertThat(options.runs()).isEqualTo(2);
        assertThat(options.control()).isEmpty();
        assertThat(options.accounts()).isEqualTo(16);
    }

    @Test
    void whatIsNotUnderstoodStopsTheRun() {
        assertThatThrownBy(() -> Options.parse(List.of("--rusn", "2"))).hasMessageContaining("--rusn");
        assertThatThrownBy(() -> Options.parse(List.of("--runs"))).hasMessageContaining("--runs");
        assertThatThrownBy(() -> Options.parse(List.of("--runs", "0"))).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> Options.parse(List.of("--only", "dance"))).hasMessageContaining("DANCE");
    }

    @Test
    void helpNamesEveryOption() {
        assertThat(Options.HELP).contains("--warm-up N", "--warm-up '16'");
        assertThat(Options.Part.values())
                .allSatisfy(part -> assertThat(Options.HELP).contains(Options.name(part)));
    }
}
