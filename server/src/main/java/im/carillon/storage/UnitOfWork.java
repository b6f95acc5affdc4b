package im.carillon.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one stanza does: row changes that become durable together, and the deliveries that follow
 * the commit. Filled by the thread that handles the stanza, then handed over: {@link #assemble} and
 * what comes after it run on the committer's thread (or at once, when there is nothing to commit).
 */
public final class UnitOfWork {

    private static final Logger LOG = LoggerFactory.getLogger(UnitOfWork.class);

    /** Rows and queries inside the group's transaction, for changes that depend on what is stored. */
    @FunctionalInterface
    public interface Body {
        void run(org.jdbi.v3.core.Handle handle) throws Exception;
    }

    record Entry<C>(ChangeKind<C> kind, C change) {}

    private final List<Entry<?>> changes = new ArrayList<>(4);
    private final List<Runnable> assembly = new ArrayList<>(2);
    private final List<Runnable> effects = new ArrayList<>(4);
    private @Nullable Body body;
    private @Nullable Consumer<StorageException> failure;
    private @Nullable Consumer<UnitOfWork> completion;
    private @Nullable Runnable finished;
    private @Nullable StorageException failed;
    private boolean settled;

    /** A row change. */
    public <C> void change(ChangeKind<C> kind, C change) {
        changes.add(new Entry<>(kind, change));
    }

    /** Work inside the transaction; at most one per unit. Its failure fails this unit alone. */
    public void body(Body body) {
        if (this.body != null) {
            throw new IllegalStateException("a unit has one body");
        }
        this.body = body;
    }

    /**
     * Runs when the commit's group is put together, in commit order, before anything is written:
     * the place to take a timeline position and to decide who is online. May add changes and
     * effects. A unit with a hook goes through the committer.
     */
    public void whenAssembled(Runnable hook) {
        assembly.add(hook);
    }

    /** Runs after the commit, in the order of the stanzas of one session. Must not block. */
    public void afterCommit(Runnable effect) {
        effects.add(effect);
    }

    /** Like {@link #afterCommit}, before what was asked for so far. */
    public void afterCommitFirst(Runnable effect) {
        effects.addFirst(effect);
    }

    /** Runs instead of the effects when storage refused. Must not block. */
    public void onFailure(Consumer<StorageException> action) {
        Consumer<StorageException> before = failure;
        failure = before == null ? action : before.andThen(action);
    }

    /** Runs last, whatever became of the unit. Must not block. */
    public void whenFinished(Runnable action) {
        finished = action;
    }

    /** Whether there is anything to wait for. */
    public boolean needsCommit() {
        return !changes.isEmpty() || !assembly.isEmpty() || body != null;
    }

    /** Called by the committer when the fate of this unit is known, in commit order. */
    void completed(@Nullable StorageException cause) {
        failed = cause;
        Consumer<UnitOfWork> line = completion;
        if (line == null) {
            finish();
        } else {
            line.accept(this);
        }
    }

    /** Has the completion announced rather than run, so that a session can keep its order. */
    public void completeThrough(Consumer<UnitOfWork> line) {
        completion = line;
    }

    /** Notes that the fate of this unit is known; guarded by the lock of the line it stands in. */
    public void settle() {
        settled = true;
    }

    public boolean isSettled() {
        return settled;
    }

    /**
     * Runs the effects, or what was asked for in case of failure. One that throws takes nothing from
     * the others: what they announce is durable.
     */
    public void finish() {
        StorageException cause = failed;
        if (cause == null) {
            for (int i = 0; i < effects.size(); i++) {
                guarded(effects.get(i));
            }
        } else if (failure != null) {
            Consumer<StorageException> action = failure;
            guarded(() -> action.accept(cause));
        }
        Runnable last = finished;
        if (last != null) {
            guarded(last);
        }
    }

    private static void guarded(Runnable effect) {
        try {
            effect.run();
        } catch (RuntimeException e) {
            LOG.error("an effect after a commit failed", e);
        }
    }

    void assemble() {
        for (int i = 0; i < assembly.size(); i++) {
            assembly.get(i).run();
        }
    }

    List<Entry<?>> changes() {
        return changes;
    }

    @Nullable
    Body bodyOrNull() {
        return body;
    }
}
