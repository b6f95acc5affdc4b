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

/** The commands of hosts. */
final class CommandHandler implements IqHandler {

    private final CommandList commands;
    private final CommandDialogues dialogues;

    @Inject
    CommandHandler(CommandList commands, CommandDialogues dialogues) {
        this.commands = commands;
        this.dialogues = dialogues;
    }

    @Override
    public Set<IqKey> keys() {
        return Set.of(new IqKey(IqTarget.SERVER, Iq.Type.SET, CommandDialogues.NAMESPACE, "command"));
    }

    @Override
    public Optional<XmlElement> handle(IqRequest request) throws StanzaException {
        return Optional.of(dialogues.answer(
                new AdHocRequest(request.target(), request.from()), request.payload(), commands::find));
    }
}
