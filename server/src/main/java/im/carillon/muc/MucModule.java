package im.carillon.muc;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.command.CommandSource;
import im.carillon.muc.decision.Pace;
import im.carillon.muc.delivery.Courier;
import im.carillon.muc.delivery.Portraits;
import im.carillon.muc.protocol.MucProtocolModule;
import im.carillon.muc.store.LeftOverRooms;
import im.carillon.muc.store.LocalRoomDirectory;
import im.carillon.muc.store.RoomDirectory;
import im.carillon.muc.store.RoomStore;
import im.carillon.muc.store.Rooms;
import im.carillon.spi.DiscoContributor;
import im.carillon.spi.Service;
import im.carillon.storage.ChangeKind;

/** Binds multi-user chat. */
public final class MucModule extends AbstractModule {

    @Override
    protected void configure() {
        install(new MucProtocolModule());
        ChangeKind.binder(binder()).addBinding().toInstance(RoomStore.changes());
        bind(RoomStore.class);
        bind(Rooms.class);
        bind(LeftOverRooms.class);
        bind(RoomDirectory.class).to(LocalRoomDirectory.class);
        bind(LocalRoomDirectory.class);
        bind(Courier.class);
        bind(Portraits.class);
        bind(Pace.class);
        bind(RoomCommands.class);
        CommandSource.binder(binder()).addBinding().to(RoomCommands.class);
        bind(MucService.class);
        bind(MucDiscovery.class);
        Multibinder.newSetBinder(binder(), Service.class).addBinding().to(MucService.class);
        Multibinder.newSetBinder(binder(), DiscoContributor.class).addBinding().to(MucDiscovery.class);
    }
}
