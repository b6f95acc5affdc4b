package im.carillon.muc.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import im.carillon.muc.delivery.OccupantPresence.View;
import im.carillon.muc.state.Occupant;
import im.carillon.stanza.Presence;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Occupants as those are told of them who enter. When many enter a large room one after the other,
 * each is told the same of everybody, so this is made and encoded once. Thread-safe.
 */
@Singleton
public final class Portraits {

    private static final int MOST = 20_000;
    private static final Duration KEPT = Duration.ofMinutes(1);

    /** By identity: an occupant who changes is another value. */
    private final Cache<Occupant, Presence> ofNicknames = cache();

    private final Cache<Occupant, Presence> withAddresses = cache();

    @Inject
    Portraits() {}

    private static Cache<Occupant, Presence> cache() {
        return Caffeine.newBuilder()
                .weakKeys()
                .maximumSize(MOST)
                .expireAfterAccess(KEPT)
                .build();
    }

    Presence of(Occupant who, View view) {
        return (view == View.STRANGER ? ofNicknames : withAddresses)
                .get(
                        who,
                        occupant -> OccupantPresence.of(
                                occupant, Presence.Type.AVAILABLE, view, Notice.NOTHING, occupant.shown()));
    }
}
