package im.carillon.pubsub.service;

import im.carillon.adhoc.AdHocRequest;
import im.carillon.adhoc.CommandDialogues;
import im.carillon.adhoc.CommandList;
import im.carillon.jid.Jid;
import im.carillon.pubsub.request.Approvals;
import im.carillon.pubsub.request.Call;
import im.carillon.pubsub.request.Requests;
import im.carillon.spi.Service;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Iq;
import im.carillon.stanza.Message;
import im.carillon.stanza.Presence;
import im.carillon.stanza.Stanza;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes what is sent to {@code pubsub.<host>}. */
@Singleton
final class PubsubService implements Service {

    static final String LABEL = "pubsub";

    private static final String PING = "urn:xmpp:ping";

    private final Requests requests;
    private final Approvals approvals;
    private final ServiceDiscovery discovery;
    private final ServiceHomes homes;
    private final CommandDialogues dialogues;
    private final CommandList commands;

    @Inject
    PubsubService(
            Requests requests,
            Approvals approvals,
            ServiceDiscovery discovery,
            ServiceHomes homes,
            CommandDialogues dialogues,
            PendingCommand pending) {
        this.requests = requests;
        this.approvals = approvals;
        this.discovery = discovery;
        this.homes = homes;
        this.dialogues = dialogues;
        this.commands = CommandList.of(pending);
    }

    @Override
    public String label() {
        return LABEL;
    }

    @Override
    public void handle(Stanza stanza, UnitOfWork unit, Consumer<Stanza> output) throws StanzaException {
        Jid to = stanza.to().orElseThrow();
        switch (stanza) {
            case Iq iq when !iq.isRequest() -> {}
            case Iq iq when to.isDomain() -> answer(iq, homes.of(to.bare()), unit, output);
            case Message message when message.isError() -> {}
            case Message message
            when to.isDomain() && Approvals.isAnswer(message) -> approvals.answer(homes.of(to.bare()), message, unit);
            case Presence presence -> {} // nobody subscribes to the presence of a service
            default ->
                throw new StanzaException(ErrorCondition.SERVICE_UNAVAILABLE, "this address takes no such stanza");
        }
    }

    private void answer(Iq iq, ServiceHome home, UnitOfWork unit, Consumer<Stanza> output) throws StanzaException {
        XmlElement payload = iq.payload().orElseThrow();
        boolean get = iq.type() == Iq.Type.GET;
        switch (payload.namespace()) {
            case Call.NAMESPACE, Call.OWNER -> {
                Call call = new Call(home, iq.sender(), !get, payload, unit);
                output.accept(result(iq, requests.answer(call)));
                call.finish();
            }
            case ServiceDiscovery.INFO, ServiceDiscovery.ITEMS -> {
                requireGet(get);
                output.accept(iq.result(discovery.answer(home, payload, iq.sender())));
            }
            case CommandList.NAMESPACE -> {
                requireSet(!get);
                AdHocRequest asked = new AdHocRequest(home.address(), iq.sender());
                output.accept(iq.result(dialogues.answer(asked, payload, commands::find)));
            }
            case PING -> {
                requireGet(get);
                output.accept(iq.result());
            }
            default ->
                throw new StanzaException(
                        ErrorCondition.SERVICE_UNAVAILABLE, "nobody here answers " + payload.namespace());
        }
    }

    private static void requireGet(boolean get) throws StanzaException {
        if (!get) {
            throw new StanzaException(ErrorCondition.BAD_REQUEST, "this can be asked, not set");
        }
    }

    private static void requireSet(boolean set) throws StanzaException {
        if (!set) {
            throw new StanzaException(ErrorCondition.BAD_REQUEST, "this can be set, not asked");
        }
    }

    private static Iq result(Iq iq, Optional<XmlElement> payload) {
        return payload.map(iq::result).orElseGet(iq::result);
    }
}
