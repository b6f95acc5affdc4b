package im.carillon.bosh;

import im.carillon.sasl.Network;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;

/**
 * Sessions of which nobody knows yet whose they are. A session costs its client nothing but a request,
 * so one network may have only so many: with one more, the oldest has to go, which whoever is about to
 * log in survives. Safe for use by several threads.
 */
final class Newcomers {

    private static final int MOST = 500;

    private final Map<Network, LinkedHashSet<BoshSession>> byNetwork = new HashMap<>();

    /** @return the one that is too many */
    synchronized Optional<BoshSession> add(BoshSession session) {
        LinkedHashSet<BoshSession> all = byNetwork.computeIfAbsent(network(session), n -> new LinkedHashSet<>());
        Optional<BoshSession> oldest = all.size() < MOST ? Optional.empty() : Optional.of(all.removeFirst());
        all.add(session);
        return oldest;
    }

    synchronized void remove(BoshSession session) {
        byNetwork.computeIfPresent(network(session), (network, all) -> {
            all.remove(session);
            return all.isEmpty() ? null : all;
        });
    }

    private static Network network(BoshSession session) {
        return Network.of(session.origin().address());
    }
}
