package im.carillon.adhoc;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All commands there are, in the order of their nodes. */
@Singleton
final class CommandList {

    static final String NAMESPACE = CommandDialogues.NAMESPACE;

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

    Optional<AdHocCommand> find(String node) {
        return Optional.ofNullable(commands.get(node));
    }

    Collection<AdHocCommand> allowed(AdHocRequest request) {
        return List.copyOf(commands.values()).stream()
                .filter(command -> command.isAllowed(request))
                .toList();
    }
}
