package im.carillon.roster;

import im.carillon.xml.XmlElement;
import java.util.Optional;

/**
 * A change of one item, decided from what is stored. Pure: it may be asked more than once.
 *
 * @param <D> the decision behind it
 */
@FunctionalInterface
public interface RosterEdit<D> {

    Outcome<D> apply(RosterItem stored);

    /**
     * @param item what is to be stored
     * @param request the request that came with a new {@code pendingIn}
     * @param decision for whoever asked for the change
     */
    record Outcome<D>(RosterItem item, Optional<XmlElement> request, D decision) {}
}
