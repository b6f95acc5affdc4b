package im.carillon.pubsub.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.carillon.dataforms.InvalidFormException;
import im.carillon.testkit.Pubsub;
import im.carillon.testkit.Xml;
import im.carillon.xml.XmlElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeConfigTest {

    private static XmlElement form(String... fields) {
        return Xml.element(Pubsub.form("node_config", fields));
    }

    @Test
    void whatIsStoredComesBackTheSame() throws Exception {
        NodeConfig config = NodeConfig.standard()
                .changedBy(form(
                        "title",
                        "Line one\nline two \\n = three",
                        "max_items",
                        "max",
                        "access_model",
                        "roster",
                        "roster_groups_allowed",
                        "Friends",
                        "contact",
                        "a@b",
                        "deliver_payloads",
                        "false"));
        NodeConfig read = NodeConfig.ofStored(config.stored());
        assertThat(read).isEqualTo(config);
        assertThat(read.text(NodeOption.TITLE)).isEqualTo("Line one\nline two \\n = three");
        assertThat(read.number(NodeOption.MAX_ITEMS, 500)).isEqualTo(500);
        assertThat(read.accessModel()).isEqualTo(AccessModel.ROSTER);
        assertThat(read.rosterGroups()).containsExactly("Friends");
        assertThat(read.deliversPayloads()).isFalse();
    }

    @Test
    void whatAnOlderVersionStoredHasTheDefaultsOfToday() {
        NodeConfig read = NodeConfig.ofStored("pubsub#title=Old\npubsub#forgotten=1\n");
        assertThat(read).isEqualTo(NodeConfig.standard().with(NodeOption.TITLE, "Old"));
    }

    @ParameterizedTest
    @CsvSource({
        "access_model, everybody",
        "max_items, -1",
        "max_items, many",
        "item_expire, 0",
        "max_payload_size, max",
        "persist_items, perhaps",
        "contact, '@'",
        "notification_type, groupchat",
    })
    void whatCannotBeIsRefused(String field, String value) {
        assertThatThrownBy(() -> NodeConfig.standard().changedBy(form(field, value)))
                .isInstanceOf(InvalidFormException.class)
                .hasMessageContaining("pubsub#" + field);
    }

    @Test
    void optionsThatAreNotKnownAreIgnoredInConfigurationsAndRefusedInPublications() throws Exception {
        assertThat(NodeConfig.standard().changedBy(form("colour", "red"))).isEqualTo(NodeConfig.standard());
        XmlElement options = Xml.element(Pubsub.form("publish-options", "colour", "red"));
        assertThat(NodeConfig.standard().meeting(options)).isEmpty();
    }

    @Test
    void aFormOfAnotherTypeIsRefused() {
        assertThatThrownBy(() ->
                        NodeConfig.standard().changedBy(Xml.element(Pubsub.form("subscribe_options", "title", "x"))))
                .isInstanceOf(InvalidFormException.class);
    }
}
