package im.carillon.bytestreams;

import im.carillon.command.Command;
import im.carillon.command.CommandResult;
import im.carillon.command.CommandSource;
import im.carillon.transport.relay.Parties;
import im.carillon.transport.relay.Relay;
import im.carillon.transport.relay.TransferState;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;

/** {@code proxy list}. */
final class ProxyCommands implements CommandSource {

    private final Relay relay;

    @Inject
    ProxyCommands(Relay relay) {
        this.relay = relay;
    }

    @Override
    public List<Command> commands() {
        return List.of(Command.named("proxy list")
                .summary("Lists the file transfers through the proxy.")
                .details("Those without a sender wait: for their other end, or to be activated.")
                .runs(invocation -> list()));
    }

    private CommandResult list() {
        CommandResult.TableBuilder table =
                CommandResult.table("sender", "recipient", "connections", "bytes", "seconds");
        relay.transfers().stream()
                .sorted(Comparator.comparing(TransferState::age).reversed())
                .forEach(transfer -> table.row(
                        transfer.parties()
                                .map(Parties::requester)
                                .map(Object::toString)
                                .orElse(""),
                        transfer.parties()
                                .map(Parties::target)
                                .map(Object::toString)
                                .orElse(""),
                        transfer.connections(),
                        transfer.bytes(),
                        transfer.age().toSeconds()));
        return table.build();
    }
}
