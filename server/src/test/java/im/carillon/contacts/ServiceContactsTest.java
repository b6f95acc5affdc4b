package im.carillon.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.config.ArchivePolicy;
import im.carillon.config.ArchiveRules;
import im.carillon.config.HostConfig;
import im.carillon.config.Retention;
import im.carillon.jid.BareJid;
import im.carillon.routing.Hosts;
import im.carillon.testkit.Xml;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** XEP-0157 §3. */
class ServiceContactsTest {

    private static HostConfig host(String name, Map<String, List<String>> contacts) {
        return new HostConfig(
                name,
                false,
                false,
                Set.of(),
                contacts,
                new ArchiveRules(ArchivePolicy.ALWAYS, new Retention(Retention.FOREVER, Retention.ANY_NUMBER)));
    }

    private final ServiceContacts contacts = new ServiceContacts(new Hosts(List.of(
            host("silent.example", Map.of()),
            host(
                    "open.example",
                    Map.of(
                            "support", List.of("xmpp:help@open.example"),
                            "abuse", List.of("mailto:abuse@open.example", "xmpp:abuse@open.example"))))));

    @Test
    void tellsTheContactsOfAHost() {
        assertThat(contacts.forms(BareJid.of("open.example")))
                .containsExactly(Xml.element("<x xmlns='jabber:x:data' type='result'>"
                        + "<field var='FORM_TYPE' type='hidden'>"
                        + "<value>http://jabber.org/network/serverinfo</value></field>"
                        + "<field var='abuse-addresses' type='list-multi'>"
                        + "<value>mailto:abuse@open.example</value><value>xmpp:abuse@open.example</value></field>"
                        + "<field var='support-addresses' type='list-multi'>"
                        + "<value>xmpp:help@open.example</value></field></x>"));
    }

    @Test
    void saysNothingWithoutContacts() {
        assertThat(contacts.forms(BareJid.of("silent.example"))).isEmpty();
    }
}
