package im.carillon.pubsub.store;

import im.carillon.pubsub.node.Node;
import im.carillon.pubsub.node.PubsubError;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.Database;
import im.carillon.storage.StorageException;
import im.carillon.storage.UnitOfWork;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Decisions that depend on everything that happened to a node before: they are taken on the
 * committer's thread, in the order of commits, while the one who asked waits.
 */
public final class Turns {

    private final Database database;
    private final Nodes nodes;

    /** What is decided and done; must not block. Nothing may have been changed when it throws. */
    @FunctionalInterface
    public interface Turn<T> {
        T run(UnitOfWork unit) throws StanzaException;
    }

    private sealed interface Outcome<T> {
        record Done<T>(T value) implements Outcome<T> {}

        record Refused<T>(StanzaException error) implements Outcome<T> {}
    }

    Turns(Database database, Nodes nodes) {
        this.database = database;
        this.nodes = nodes;
    }

    public <T> T take(Node node, Turn<T> turn) throws StanzaException {
        return take(node, turn, new UnitOfWork());
    }

    /**
     * Waits for the turn and until what it did is durable.
     *
     * @param notices what is sent once it is durable; nothing of it when the turn was refused
     */
    public <T> T take(Node node, Turn<T> turn, UnitOfWork notices) throws StanzaException {
        UnitOfWork unit = new UnitOfWork();
        CompletableFuture<Outcome<T>> durable = new CompletableFuture<>();
        unit.whenAssembled(() -> {
            Outcome<T> outcome = outcome(node, turn, unit);
            unit.afterCommit(() -> {
                if (outcome instanceof Outcome.Done) {
                    send(notices);
                }
                durable.complete(outcome);
            });
        });
        unit.onFailure(cause -> {
            nodes.forget(node);
            durable.completeExceptionally(cause);
        });
        database.submit(unit);
        return switch (awaited(durable)) {
            case Outcome.Done<T>(T value) -> value;
            case Outcome.Refused<T>(StanzaException error) -> throw error;
        };
    }

    private static <T> Outcome<T> outcome(Node node, Turn<T> turn, UnitOfWork unit) {
        try {
            if (node.isGone()) {
                throw PubsubError.NO_NODE.exception();
            }
            return new Outcome.Done<>(turn.run(unit));
        } catch (StanzaException e) {
            return new Outcome.Refused<>(e);
        }
    }

    /** Sends a unit on its way and returns when it is durable. */
    public void complete(UnitOfWork unit) {
        CompletableFuture<UnitOfWork> durable = new CompletableFuture<>();
        unit.afterCommit(() -> durable.complete(unit));
        unit.onFailure(durable::completeExceptionally);
        send(unit);
        awaited(durable);
    }

    /** Sends a unit on its way that nobody waits for. */
    public void submit(UnitOfWork unit) {
        send(unit);
    }

    private void send(UnitOfWork notices) {
        if (notices.needsCommit()) {
            database.submit(notices);
        } else {
            notices.finish();
        }
    }

    private static <T> T awaited(CompletableFuture<T> durable) {
        try {
            return durable.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StorageException known
                    ? known
                    : new StorageException("storage refused: " + e.getMessage(), e);
        }
    }
}
