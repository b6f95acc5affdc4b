package im.carillon.muc;

import im.carillon.jid.Jid;
import im.carillon.muc.protocol.RoomAdministration;
import im.carillon.muc.protocol.RoomStanzas;
import im.carillon.muc.protocol.ServiceStanzas;
import im.carillon.muc.store.RoomDirectory;
import im.carillon.spi.Service;
import im.carillon.stanza.Stanza;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.function.Consumer;

/** The conference service below each host (XEP-0045 §6.2). */
@Singleton
final class MucService implements Service {

    static final String LABEL = RoomAdministration.LABEL;

    private final RoomDirectory directory;
    private final RoomStanzas rooms;
    private final ServiceStanzas service;

    @Inject
    MucService(RoomDirectory directory, RoomStanzas rooms, ServiceStanzas service) {
        this.directory = directory;
        this.rooms = rooms;
        this.service = service;
    }

    @Override
    public String label() {
        return LABEL;
    }

    @Override
    public void handle(Stanza stanza, UnitOfWork unit, Consumer<Stanza> output) throws StanzaException {
        Jid to = stanza.to().orElseThrow();
        if (to.local().isEmpty()) {
            service.handle(stanza, to, unit);
        } else if (!directory.forward(to.bare(), stanza, unit)) {
            rooms.handle(stanza, to, unit);
        }
    }
}
