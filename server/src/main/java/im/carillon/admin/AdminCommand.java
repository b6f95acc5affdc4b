package im.carillon.admin;

import im.carillon.adhoc.AdHocCommand;
import im.carillon.adhoc.AdHocRequest;
import im.carillon.adhoc.AdHocStep;
import im.carillon.config.HostConfig;
import im.carillon.routing.Hosts;
import im.carillon.stanza.StanzaException;
import java.util.Optional;

/**
 * A command for the administrators of a host.
 *
 * @param verb the end of the node, such as {@code add-user}
 */
record AdminCommand(Hosts hosts, String verb, String name, Beginning beginning) implements AdHocCommand {

    static final String FORM_TYPE = "http://jabber.org/protocol/admin";

    /** The first step of a command. */
    @FunctionalInterface
    interface Beginning {
        AdHocStep begin(AdHocRequest request) throws StanzaException;
    }

    @Override
    public String node() {
        return FORM_TYPE + '#' + verb;
    }

    @Override
    public boolean isAllowed(AdHocRequest request) {
        Optional<HostConfig> host = hosts.find(request.host().domain());
        return host.isPresent() && host.get().admins().contains(request.from().bare());
    }

    @Override
    public AdHocStep begin(AdHocRequest request) throws StanzaException {
        return beginning.begin(request);
    }
}
