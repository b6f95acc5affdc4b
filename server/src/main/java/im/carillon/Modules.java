package im.carillon;

import com.google.inject.Module;
import im.carillon.account.AccountModule;
import im.carillon.config.CarillonConfig;
import im.carillon.lifecycle.CoreModule;
import im.carillon.lifecycle.TlsModule;
import im.carillon.message.MessageModule;
import im.carillon.stream.feature.LoginModule;
import java.util.List;

/** The table of contents of the server. */
public final class Modules {

    private Modules() {}

    public static List<Module> of(CarillonConfig config) {
        return List.of(
                binder -> binder.requireExplicitBindings(),
                new CoreModule(config),
                new TlsModule(),
                new AccountModule(),
                new LoginModule(),
                new MessageModule());
    }
}
