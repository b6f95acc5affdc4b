package im.carillon.transport.relay;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Which connections there are, and where they meet. Safe for use by several threads. */
public final class Relay {

    private final Map<String, Transfer> transfers = new ConcurrentHashMap<>();
    private final Set<RelayConnection> connections = ConcurrentHashMap.newKeySet();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder activated = new LongAdder();
    private final Supplier<RelayRules> rules;
    private final Doorkeeper doorkeeper;

    /** Counts the connections of each address. */
    public interface Doorkeeper {

        /** @return whether one more may come in; then {@link #left} follows some day */
        boolean entered(InetAddress address);

        void left(InetAddress address);
    }

    /** @param rules asked again whenever they matter, since they may change */
    public Relay(Supplier<RelayRules> rules, Doorkeeper doorkeeper) {
        this.rules = rules;
        this.doorkeeper = doorkeeper;
    }

    RelayRules rules() {
        return rules.get();
    }

    /** @return whether there is room for one more connection */
    boolean admit(RelayConnection connection) {
        if (connections.size() >= rules().connections() || !doorkeeper.entered(connection.address())) {
            return false;
        }
        connections.add(connection);
        return true;
    }

    /** A connection asks for a name; empty when two have it already. */
    Optional<Transfer> join(String name, RelayConnection connection) {
        while (true) {
            Transfer transfer = transfers.computeIfAbsent(name, Transfer::new);
            switch (transfer.join(connection)) {
                case YES -> {
                    return Optional.of(transfer);
                }
                case FULL -> {
                    return Optional.empty();
                }
                case OVER -> transfers.remove(name, transfer);
            }
        }
    }

    void gone(RelayConnection connection, Optional<Transfer> transfer) {
        if (!connections.remove(connection)) {
            return;
        }
        doorkeeper.left(connection.address());
        transfer.filter(left -> left.leave(connection)).ifPresent(over -> transfers.remove(over.name(), over));
    }

    void passed(int count) {
        bytes.add(count);
    }

    /** Lets bytes pass between the two connections that asked for a name. */
    public Activation activate(String name, Parties parties) {
        Transfer transfer = transfers.get(name);
        Activation result = transfer == null ? Activation.UNKNOWN : transfer.activate(parties);
        if (result == Activation.DONE) {
            activated.increment();
        }
        return result;
    }

    /** All that there are, activated or not. */
    public List<TransferState> transfers() {
        long now = System.nanoTime();
        return transfers.values().stream().map(transfer -> transfer.state(now)).toList();
    }

    /** Ends what took too long or has been silent for too long. */
    void sweep() {
        long now = System.nanoTime();
        RelayRules current = rules();
        connections.forEach(connection -> connection.endIfOverdue(now, current));
    }

    public int connections() {
        return connections.size();
    }

    /** Since the start. */
    public long bytes() {
        return bytes.sum();
    }

    /** Transfers since the start. */
    public long activated() {
        return activated.sum();
    }
}
