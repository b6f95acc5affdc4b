package im.carillon.adhoc;

import im.carillon.spi.IqHandler;
import im.carillon.spi.IqKey;
import im.carillon.spi.IqRequest;
import im.carillon.spi.IqTarget;
import im.carillon.stanza.Iq;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;

/** The commands of a host. */
final class CommandHandler implements IqHandler {

    private final CommandList commands;
    private final CommandSteps steps;

    @Inject
    CommandHandler(CommandList commands, CommandSteps steps) {
        this.commands = commands;
        this.steps = steps;
    }

    @Override
    public Set<IqKey> keys() {
        return Set.of(new IqKey(IqTarget.SERVER, Iq.Type.SET, CommandList.NAMESPACE, "command"));
    }

    @Override
    public Optional<XmlElement> handle(IqRequest request) throws StanzaException {
        AdHocRequest asked = new AdHocRequest(request.target(), request.from());
        return Optional.of(steps.answer(commands, asked, request.payload()));
    }
}
