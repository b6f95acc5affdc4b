package im.carillon;

import com.google.inject.Binder;
import com.google.inject.Module;
import im.carillon.account.AccountModule;
import im.carillon.adhoc.AdHocModule;
import im.carillon.admin.AdminModule;
import im.carillon.archive.ArchiveModule;
import im.carillon.avatar.AvatarModule;
import im.carillon.blocking.BlockingModule;
import im.carillon.bookmarks.BookmarksModule;
import im.carillon.bytestreams.BytestreamsModule;
import im.carillon.caps.CapsModule;
import im.carillon.command.CommandModule;
import im.carillon.config.LoadedConfig;
import im.carillon.contacts.ContactsModule;
import im.carillon.csi.ClientStateModule;
import im.carillon.disco.DiscoModule;
import im.carillon.extdisco.ExternalServicesModule;
import im.carillon.inband.InBandModule;
import im.carillon.lastactivity.LastActivityModule;
import im.carillon.lifecycle.CoreModule;
import im.carillon.lifecycle.LifecycleModule;
import im.carillon.lifecycle.ModuleSource;
import im.carillon.lifecycle.TlsModule;
import im.carillon.limits.LimitsModule;
import im.carillon.message.MessageModule;
import im.carillon.muc.MucModule;
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
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** The table of contents of the server. */
public final class Modules {

    private Modules() {}

    /** Those of this list, then those that other jars on the class path bring. */
    public static List<Module> of(LoadedConfig loaded) {
        List<Module> all = new ArrayList<>(builtIn(loaded));
        ServiceLoader.load(ModuleSource.class).forEach(source -> all.addAll(source.modules(loaded)));
        return all;
    }

    private static List<Module> builtIn(LoadedConfig loaded) {
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
                new MucModule(),
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
                new BookmarksModule(),
                new InBandModule(),
                new ExternalServicesModule(),
                loaded.config().proxy().enabled() ? new BytestreamsModule() : Modules::nothing);
    }

    private static void nothing(Binder binder) {}
}
