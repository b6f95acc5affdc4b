package im.carillon.contacts;

import im.carillon.config.HostConfig;
import im.carillon.dataforms.Field;
import im.carillon.dataforms.FieldType;
import im.carillon.dataforms.Form;
import im.carillon.jid.BareJid;
import im.carillon.routing.Hosts;
import im.carillon.spi.DiscoContributor;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/** Tells where the people behind a host can be reached. */
final class ServiceContacts implements DiscoContributor {

    private static final String FORM_TYPE = "http://jabber.org/network/serverinfo";

    private final Hosts hosts;

    @Inject
    ServiceContacts(Hosts hosts) {
        this.hosts = hosts;
    }

    @Override
    public List<XmlElement> forms(BareJid host) {
        return hosts.find(host.domain()).map(HostConfig::contacts).stream()
                .filter(contacts -> !contacts.isEmpty())
                .map(ServiceContacts::form)
                .toList();
    }

    private static XmlElement form(Map<String, List<String>> contacts) {
        List<Field> fields = contacts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(kind -> Field.of(FieldType.LIST_MULTI, kind.getKey() + "-addresses", "")
                        .with(kind.getValue()))
                .toList();
        return Form.result(FORM_TYPE, fields).toElement();
    }
}
