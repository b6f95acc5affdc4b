package im.carillon.adhoc;

import im.carillon.dataforms.Form;
import im.carillon.spi.DiscoContributor;
import im.carillon.spi.DiscoIdentity;
import im.carillon.spi.DiscoInfo;
import im.carillon.spi.DiscoItem;
import im.carillon.spi.DiscoQuery;
import im.carillon.spi.IqTarget;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.ErrorType;
import im.carillon.stanza.StanzaException;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Shows everybody the commands that they may run (XEP-0050 §2.2). */
final class CommandDiscovery implements DiscoContributor {

    private final CommandList commands;

    @Inject
    CommandDiscovery(CommandList commands) {
        this.commands = commands;
    }

    @Override
    public Optional<List<DiscoItem>> nodeItems(DiscoQuery query) {
        if (query.target() != IqTarget.SERVER || !query.node().equals(CommandList.NAMESPACE)) {
            return Optional.empty();
        }
        return Optional.of(commands.allowed(new AdHocRequest(query.address(), query.from())).stream()
                .map(command ->
                        new DiscoItem(query.address(), Optional.of(command.node()), Optional.of(command.name())))
                .toList());
    }

    @Override
    public Optional<DiscoInfo> nodeInfo(DiscoQuery query) throws StanzaException {
        if (query.target() != IqTarget.SERVER) {
            return Optional.empty();
        }
        if (query.node().equals(CommandList.NAMESPACE)) {
            return Optional.of(info("command-list", ""));
        }
        Optional<AdHocCommand> command = commands.find(query.node());
        if (command.isPresent() && !command.get().isAllowed(new AdHocRequest(query.address(), query.from()))) {
            throw new StanzaException(ErrorCondition.FORBIDDEN, ErrorType.CANCEL, "this command is not for you");
        }
        return command.map(known -> info("command-node", known.name()));
    }

    private static DiscoInfo info(String type, String name) {
        return new DiscoInfo(
                List.of(new DiscoIdentity("automation", type, name)),
                List.of(CommandList.NAMESPACE, Form.NAMESPACE),
                List.of());
    }
}
