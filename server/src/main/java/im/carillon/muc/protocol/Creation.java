package im.carillon.muc.protocol;

import im.carillon.config.HostConfig;
import im.carillon.config.RoomsConfig;
import im.carillon.jid.BareJid;
import im.carillon.muc.decision.Refusal;
import im.carillon.routing.Hosts;
import im.carillon.stanza.ErrorCondition;
import jakarta.inject.Inject;
import java.util.Optional;

/** Who may make a room (XEP-0045 §10.1.1). */
final class Creation {

    private final Hosts hosts;
    private final RoomsConfig config;

    @Inject
    Creation(Hosts hosts, RoomsConfig config) {
        this.hosts = hosts;
        this.config = config;
    }

    Optional<Refusal> refusal(BareJid account, BareJid room) {
        return switch (config.creation()) {
            case EVERYBODY -> Optional.empty();
            case ADMINS ->
                isAdmin(account, room.domain())
                        ? Optional.empty()
                        : Refusal.because(ErrorCondition.NOT_ALLOWED, "rooms are made by administrators here");
        };
    }

    /** Whether somebody administers the host that the service belongs to. */
    private boolean isAdmin(BareJid account, String service) {
        String host = service.substring(service.indexOf('.') + 1);
        return hosts.find(host)
                .map(HostConfig::admins)
                .filter(admins -> admins.contains(account))
                .isPresent();
    }
}
