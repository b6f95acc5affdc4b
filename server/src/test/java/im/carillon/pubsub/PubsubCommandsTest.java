package im.carillon.pubsub;

import static im.carillon.testkit.Pubsub.ids;
import static im.carillon.testkit.Pubsub.isEvent;
import static im.carillon.testkit.Pubsub.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.carillon.command.CommandException;
import im.carillon.testkit.Commands;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An administrator looks at nodes and changes them. */
class PubsubCommandsTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private final Commands commands = Commands.of(SERVER);

    @Test
    void nodesAreListedShownFilledPurgedAndDeleted() throws Exception {
        try (RawClient owner = SERVER.online("hamlet", "castle")) {
            owner.ask("set", "c", "pubsub.localhost", request("<create node='news'/>"));
            owner.ask("set", "s", "pubsub.localhost", request("<subscribe node='news' jid='hamlet@localhost'/>"));
            assertThat(commands.run("pubsub list").toDatum().toString()).contains("news", "open");
            assertThat(commands.run("pubsub show", Map.of("node", "news"))
                            .toDatum()
                            .toString())
                    .contains("hamlet@localhost", "publishers");
            commands.run("pubsub publish", Map.of("node", "news", "item", "one", "payload", "<a xmlns='urn:b'>c</a>"));
            assertThat(ids(owner.receive(e -> isEvent(e, "news")))).containsExactly("one");
            assertThat(commands.run("pubsub items", Map.of("node", "news"))
                            .toDatum()
                            .toString())
                    .contains("one", "urn:b");
            assertThatThrownBy(() -> commands.run("pubsub publish", Map.of("node", "news", "payload", "<a>")))
                    .isInstanceOf(CommandException.class)
                    .hasMessageContaining("not an XML element");
            commands.run("pubsub purge", Map.of("node", "news"));
            assertThat(owner.receive(e -> isEvent(e, "news")).toString()).contains("<purge");
            commands.run("pubsub delete", Map.of("node", "news"));
            assertThat(owner.receive(e -> isEvent(e, "news")).toString()).contains("<delete");
            assertThatThrownBy(() -> commands.run("pubsub show", Map.of("node", "news")))
                    .isInstanceOf(CommandException.class)
                    .hasMessageContaining("There is no node news");
        }
    }
}
