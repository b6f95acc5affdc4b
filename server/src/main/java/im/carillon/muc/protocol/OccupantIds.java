package im.carillon.muc.protocol;

import im.carillon.jid.BareJid;
import im.carillon.sasl.ServerSecret;
import jakarta.inject.Inject;
import java.util.Base64;

/** Ids that stay the same for an account in a room, and tell nothing about it (XEP-0421 1.0.1 §4.1). */
final class OccupantIds {

    private final ServerSecret secret;

    @Inject
    OccupantIds(ServerSecret secret) {
        this.secret = secret;
    }

    String of(BareJid account, BareJid room) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(secret.derive("occupant-id", room.toString(), account.toString()));
    }
}
