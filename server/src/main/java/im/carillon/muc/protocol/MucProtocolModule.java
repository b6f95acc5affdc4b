package im.carillon.muc.protocol;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.session.Redelivery;
import im.carillon.session.SessionListener;

/** Binds what rooms understand. */
public final class MucProtocolModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(Turns.class);
        bind(OccupantIds.class);
        bind(Creation.class);
        bind(Entrance.class);
        bind(Exit.class);
        bind(Presences.class);
        bind(Conversation.class);
        bind(OwnRetractions.class);
        bind(PrivateTalk.class);
        bind(Invitations.class);
        bind(RoleChanges.class);
        bind(VoiceRequests.class);
        bind(Membership.class);
        bind(Configuring.class);
        bind(Messages.class);
        bind(AdminLists.class);
        bind(RoomList.class);
        bind(RoomSearch.class);
        bind(RoomActivity.class);
        bind(OccupantRequests.class);
        bind(RoomStanzas.class);
        bind(RoomAdministration.class);
        bind(OccupantSessions.class);
        bind(RoomRedelivery.class);
        Multibinder.newSetBinder(binder(), Redelivery.class).addBinding().to(RoomRedelivery.class);
        Multibinder.newSetBinder(binder(), SessionListener.class).addBinding().to(OccupantSessions.class);
        bind(ServiceStanzas.class);
        bind(OwnerRequests.class);
        bind(AdminRequests.class);
        bind(RoomDiscovery.class);
        bind(Registration.class);
        bind(RoomVcards.class);
        bind(Moderation.class);
        bind(RoomArchive.class);
        bind(AwayMembers.class);
        bind(HatCommands.class);
        bind(HatChanges.class);
        bind(RoomHats.class);
        Multibinder<RoomFeature> features = Multibinder.newSetBinder(binder(), RoomFeature.class);
        features.addBinding().to(Registration.class);
        features.addBinding().to(RoomVcards.class);
        features.addBinding().to(Moderation.class);
        features.addBinding().to(RoomArchive.class);
        features.addBinding().to(RoomHats.class);
        features.addBinding().to(RoomActivity.class);
        Multibinder<RoomRequests> requests = Multibinder.newSetBinder(binder(), RoomRequests.class);
        requests.addBinding().to(OwnerRequests.class);
        requests.addBinding().to(AdminRequests.class);
        requests.addBinding().to(RoomDiscovery.class);
        requests.addBinding().to(Registration.class);
        requests.addBinding().to(RoomVcards.class);
        requests.addBinding().to(Moderation.class);
        requests.addBinding().to(RoomArchive.class);
        requests.addBinding().to(RoomHats.class);
    }
}
