package im.carillon.pubsub;

import im.carillon.command.Command;
import im.carillon.command.CommandException;
import im.carillon.command.CommandInvocation;
import im.carillon.command.CommandResult;
import im.carillon.command.CommandSource;
import im.carillon.command.Parameter;
import im.carillon.command.ParameterType;
import im.carillon.jid.BareJid;
import im.carillon.pubsub.node.Affiliation;
import im.carillon.pubsub.node.Node;
import im.carillon.pubsub.node.NodeKey;
import im.carillon.pubsub.node.NodeOption;
import im.carillon.pubsub.request.Call;
import im.carillon.pubsub.request.Requests;
import im.carillon.pubsub.store.Nodes;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.StorageException;
import im.carillon.storage.StoredXml;
import im.carillon.storage.UnitOfWork;
import im.carillon.timeline.ItemPage;
import im.carillon.timeline.NodeItem;
import im.carillon.timeline.NodeItems;
import im.carillon.timeline.Positions;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * {@code pubsub list}, {@code show}, {@code items}, {@code publish}, {@code purge} and {@code delete}. What
 * changes a node is done as its owner would do it, so that everybody is notified.
 */
final class PubsubCommands implements CommandSource {

    private static final int MOST_SHOWN = 10_000;
    private static final int USUALLY_SHOWN = 100;

    private static final Parameter<String> NODE =
            Parameter.positional("node", ParameterType.TEXT, "The name of the node.");
    private static final Parameter<BareJid> SERVICE = Parameter.option(
            "service",
            ParameterType.ADDRESS,
            "The address that has the node, a service or an account; the service of the only host if not given.");
    private static final Parameter<String> AFTER =
            Parameter.option("after", ParameterType.TEXT, "Only the nodes behind this one.");
    private static final Parameter<Integer> LIMIT = Parameter.option(
            "limit", ParameterType.integer(1, MOST_SHOWN), "How many to show, " + USUALLY_SHOWN + " if not given.");
    private static final Parameter<String> ITEM =
            Parameter.option("item", ParameterType.TEXT, "The id of the item; a new one if not given.");
    private static final Parameter<String> PAYLOAD =
            Parameter.positional("payload", ParameterType.TEXT, "The XML element that the item carries.");

    private final Nodes nodes;
    private final NodeItems items;
    private final Requests requests;
    private final StoredXml xml;
    private final Set<HomeSource> homes;

    @Inject
    PubsubCommands(Nodes nodes, NodeItems items, Requests requests, StoredXml xml, Set<HomeSource> homes) {
        this.nodes = nodes;
        this.items = items;
        this.requests = requests;
        this.xml = xml;
        this.homes = homes;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.named("pubsub list")
                        .summary("Lists the nodes of a service or an account by name.")
                        .takes(SERVICE, AFTER, LIMIT)
                        .runs(this::list),
                Command.named("pubsub show")
                        .summary("Shows a node: how it is configured, and who is what to it.")
                        .takes(NODE, SERVICE)
                        .runs(this::show),
                Command.named("pubsub items")
                        .summary("Shows the newest items of a node, oldest first.")
                        .takes(NODE, SERVICE, LIMIT)
                        .runs(this::items),
                Command.named("pubsub publish")
                        .summary("Publishes an item to a node, as its owner.")
                        .takes(NODE, PAYLOAD, SERVICE, ITEM)
                        .runs(this::publish),
                Command.named("pubsub purge")
                        .summary("Removes all items of a node.")
                        .takes(NODE, SERVICE)
                        .confirms("This removes every item of the node.")
                        .runs(invocation -> asOwner(invocation, "purge", "All items are removed.")),
                Command.named("pubsub delete")
                        .summary("Deletes a node.")
                        .takes(NODE, SERVICE)
                        .confirms("This deletes the node with its items and its subscriptions.")
                        .runs(invocation -> asOwner(invocation, "delete", "The node is deleted.")));
    }

    private Home home(CommandInvocation invocation) {
        Optional<BareJid> given = invocation.find(SERVICE);
        List<BareJid> usual =
                homes.stream().flatMap(source -> source.usual().stream()).toList();
        if (given.isEmpty() && usual.size() != 1) {
            throw CommandException.usage("There are several services: name one of them with --service.");
        }
        BareJid address = given.orElseGet(usual::getFirst);
        return homes.stream()
                .flatMap(source -> source.find(address).stream())
                .findFirst()
                .orElseThrow(() -> CommandException.notFound("There are no nodes at " + address + "."));
    }

    private Node node(CommandInvocation invocation, Home home) {
        String name = invocation.get(NODE);
        return nodes.find(new NodeKey(home.address(), name))
                .orElseThrow(
                        () -> CommandException.notFound("There is no node " + name + " at " + home.address() + "."));
    }

    private CommandResult list(CommandInvocation invocation) {
        Home home = home(invocation);
        int limit = invocation.find(LIMIT).orElse(USUALLY_SHOWN);
        String after = invocation.find(AFTER).orElse("");
        List<String> names = nodes.read((store, handle) -> store.names(handle, home.address(), after, limit + 1));
        CommandResult.TableBuilder table = CommandResult.table("node", "title", "access", "subscribers", "items");
        for (Node node : nodes.all(home.address(), names.subList(0, Math.min(limit, names.size())))) {
            table.row(
                    node.name(),
                    node.config().text(NodeOption.TITLE),
                    node.config().text(NodeOption.ACCESS_MODEL),
                    node.state().subscribers(),
                    items.countBefore(node.timeline(), Long.MAX_VALUE));
        }
        CommandResult result = table.build();
        return names.size() > limit ? result.withMessage("There are more: --after and --limit show them.") : result;
    }

    private CommandResult show(CommandInvocation invocation) {
        Node node = node(invocation, home(invocation));
        CommandResult.FieldsBuilder fields = CommandResult.fields()
                .field("node", node.name())
                .field("service", node.service())
                .field("creator", node.creator())
                .field("created", node.created().truncatedTo(ChronoUnit.SECONDS))
                .field("items", items.countBefore(node.timeline(), Long.MAX_VALUE))
                .field("subscribers", node.state().subscribers());
        for (Affiliation affiliation : Affiliation.values()) {
            if (affiliation != Affiliation.NONE) {
                fields.field(
                        affiliation.name().toLowerCase(Locale.ROOT) + "s",
                        node.state().with(affiliation));
            }
        }
        for (NodeOption option : NodeOption.values()) {
            fields.field(option.name().toLowerCase(Locale.ROOT), node.config().texts(option));
        }
        return fields.build();
    }

    private CommandResult items(CommandInvocation invocation) {
        Node node = node(invocation, home(invocation));
        CommandResult.TableBuilder table = CommandResult.table("item", "published", "publisher", "payload");
        for (NodeItem item : items.page(
                node.timeline(), ItemPage.newest(invocation.find(LIMIT).orElse(USUALLY_SHOWN)))) {
            table.row(
                    item.id(),
                    Positions.time(item.position()).truncatedTo(ChronoUnit.SECONDS),
                    item.publisher(),
                    item.payload().map(XmlElement::toString).orElse(""));
        }
        return table.build();
    }

    private CommandResult publish(CommandInvocation invocation) {
        Home home = home(invocation);
        Node node = node(invocation, home);
        XmlElement payload;
        try {
            payload = xml.element(invocation.get(PAYLOAD).getBytes(StandardCharsets.UTF_8));
        } catch (StorageException e) {
            throw CommandException.usage("The payload is not an XML element: " + e.getMessage());
        }
        XmlElement item = XmlElement.builder(Call.NAMESPACE, "item")
                .attribute("id", invocation.find(ITEM))
                .child(payload)
                .build();
        XmlElement publish = XmlElement.builder(Call.NAMESPACE, "publish")
                .attribute("node", node.name())
                .child(item)
                .build();
        run(
                home,
                node,
                XmlElement.builder(Call.NAMESPACE, "pubsub").child(publish).build());
        return CommandResult.message("The item is published.");
    }

    private CommandResult asOwner(CommandInvocation invocation, String action, String done) {
        Home home = home(invocation);
        Node node = node(invocation, home);
        XmlElement element = XmlElement.builder(Call.OWNER, action)
                .attribute("node", node.name())
                .build();
        run(home, node, XmlElement.builder(Call.OWNER, "pubsub").child(element).build());
        return CommandResult.message(done);
    }

    private void run(Home home, Node node, XmlElement payload) {
        BareJid owner = node.state().with(Affiliation.OWNER).getFirst();
        UnitOfWork unit = new UnitOfWork();
        Call call = new Call(home, owner, true, payload, unit);
        try {
            requests.answer(call);
            call.finish();
            nodes.turns().complete(unit);
        } catch (StanzaException e) {
            throw CommandException.refused("The node refused: " + e.error().text() + ".");
        }
    }
}
