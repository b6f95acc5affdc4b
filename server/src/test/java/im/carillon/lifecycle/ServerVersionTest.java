package im.carillon.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerVersionTest {

    @Test
    void theBuildHasWrittenIt() {
        assertThat(ServerVersion.ofThisBuild().value()).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
    }
}
