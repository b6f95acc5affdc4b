package im.carillon;

import com.google.inject.Module;
import im.carillon.account.AccountModule;
import im.carillon.adhoc.AdHocModule;
import im.carillon.admin.AdminModule;
import im.carillon.avatar.AvatarModule;
import im.carillon.archive.ArchiveModule;
import im.carillon.blocking.BlockingModule;
import im.carillon.bookmarks.BookmarksModule;
import im.carillon.caps.CapsModule;
import im.carillon.command.CommandModule;
import im.carillon.config.LoadedConfig;
import im.carillon.contacts.ContactsModule;
import im.carillon.csi.ClientStateModule;
import im.carillon.disco.DiscoModule;
import im.carillon.lastactivity.LastActivityModule;
import im.carillon.lifecycle.CoreModule;
import im.carillon.lifecycle.LifecycleModule;
import im.carillon.lifecycle.TlsModule;
import im.carillon.limits.LimitsModule;
import im.carillon.message.MessageModule;
import im.carillon.pep.PepModule;
import im.carillon.ping.PingModule;
import im.carillon.presence.PresenceModule;
import im.carillon.privatexml.PrivateXmlModule;
import im.carillon.pubsub.PubsubModule;
import im.carillon.register.RegisterModule;
import im.carillon.roster.RosterModule;
import im.carillon.sessions.SessionsModule;
import im.carillon.stream.feature.LoginModule;
import im.carillon.stream.management.StreamManagementModule;
import im.carillon.stream.sasl2.Sasl2Module;
import im.carillon.time.TimeModule;
import im.carillon.vcard.VcardModule;
import im.carillon.version.VersionModule;
import java.util.List;

/** The table of contents of the server. */
public final class Modules {

    private Modules() {}

    public static List<Module> of(LoadedConfig loaded) {
        return List.of(
                binder -> binder.requireExplicitBindings(),
                new CoreModule(loaded.config()),
                new LifecycleModule(loaded),
                new TlsModule(),
                new CommandModule(),
                new AccountModule(),
                new SessionsModule(),
                new LoginModule(),
                new Sasl2Module(),
                new StreamManagementModule(),
                new RosterModule(),
                new PresenceModule(),
                new MessageModule(),
                new ClientStateModule(),
                new ArchiveModule(),
                new DiscoModule(),
                new PingModule(),
                new VersionModule(),
                new TimeModule(),
                new LastActivityModule(),
                new VcardModule(),
                new PrivateXmlModule(),
                new BlockingModule(),
                new RegisterModule(),
                new AdHocModule(),
                new AdminModule(),
                new ContactsModule(),
                new LimitsModule(),
                new CapsModule(),
                new PubsubModule(),
                new PepModule(),
                new AvatarModule(),
                new BookmarksModule());
    }
}
