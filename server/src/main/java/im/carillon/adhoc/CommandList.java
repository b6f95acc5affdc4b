package im.carillon.adhoc;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All commands of a host, or of another address, in the order of their nodes. */
@Singleton
public final class CommandList {

    public static final String NAMESPACE = CommandDialogues.NAMESPACE;

    private final Map<String, AdHocCommand> commands = new TreeMap<>();

    @Inject
    CommandList(Set<AdHocCommandSource> sources) {
        for (AdHocCommandSource source : sources) {
            for (AdHocCommand command : source.commands()) {
                if (commands.putIfAbsent(command.node(), command) != null) {
                    throw new IllegalStateException("two commands have the node " + command.node());
                }
            }
        }
    }

    private CommandList(AdHocCommand only) {
        commands.put(only.node(), only);
    }

    /** The commands of an address that has but one. */
    public static CommandList of(AdHocCommand only) {
        return new CommandList(only);
    }

    public Optional<AdHocCommand> find(String node) {
        return Optional.ofNullable(commands.get(node));
    }

    public Collection<AdHocCommand> allowed(AdHocRequest request) {
        return List.copyOf(commands.values()).stream()
                .filter(command -> command.isAllowed(request))
                .toList();
    }
}
