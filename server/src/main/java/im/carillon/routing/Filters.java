package im.carillon.routing;

import im.carillon.jid.BareJid;
import im.carillon.spi.Phase;
import im.carillon.spi.StanzaFilter;
import im.carillon.spi.Verdict;
import im.carillon.stanza.Stanza;
import im.carillon.stanza.StanzaException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The filters of all features, by phase. */
@Singleton
public final class Filters {

    private final Map<Phase, List<StanzaFilter>> byPhase = new EnumMap<>(Phase.class);

    @Inject
    public Filters(Set<StanzaFilter> filters) {
        for (Phase phase : Phase.values()) {
            byPhase.put(phase, new ArrayList<>());
        }
        filters.forEach(filter -> filtersOf(filter.phase()).add(filter));
    }

    private List<StanzaFilter> filtersOf(Phase phase) {
        return byPhase.getOrDefault(phase, List.of());
    }

    /** @return whether the stanza goes on */
    boolean pass(Phase phase, Stanza stanza, BareJid account) throws StanzaException {
        List<StanzaFilter> filters = filtersOf(phase);
        for (int i = 0; i < filters.size(); i++) {
            switch (filters.get(i).filter(stanza, account)) {
                case Verdict.Pass() -> {}
                case Verdict.Done() -> {
                    return false;
                }
                case Verdict.Reject(var error) -> throw new StanzaException(error);
            }
        }
        return true;
    }
}
