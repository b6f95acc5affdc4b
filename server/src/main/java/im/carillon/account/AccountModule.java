package im.carillon.account;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.multibindings.Multibinder;
import im.carillon.command.CommandSource;
import im.carillon.config.AuthenticationConfig;
import im.carillon.routing.Accounts;
import im.carillon.sasl.CredentialLookup;
import im.carillon.sasl.FastTokenStore;
import im.carillon.sasl.PasswordKeys;
import im.carillon.sasl.ServerSecret;
import im.carillon.storage.ChangeKind;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/** Binds the accounts. */
public final class AccountModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(AccountStore.class);
        bind(AccountDirectory.class);
        bind(AccountActivity.class);
        bind(Accounts.class).to(AccountDirectory.class);
        bind(CredentialLookup.class).to(AccountDirectory.class);
        bind(AccountTokens.class);
        bind(FastTokenStore.class).to(AccountTokens.class);
        bind(ServerSecrets.class);
        bind(AccountCommands.class);
        bind(ImportCommand.class);
        ChangeKind.binder(binder()).addBinding().toInstance(ActivityRows.KIND);
        Multibinder<CommandSource> commands = CommandSource.binder(binder());
        commands.addBinding().to(AccountCommands.class);
        commands.addBinding().to(ImportCommand.class);
        Multibinder.newSetBinder(binder(), AccountListener.class).addBinding().to(SessionEnder.class);
    }

    @Provides
    @Singleton
    ServerSecret secret(ServerSecrets secrets) {
        return secrets.get("login");
    }

    @Provides
    @Singleton
    PasswordKeys passwordKeys(SecureRandom random, AuthenticationConfig config) {
        return new PasswordKeys(random, config.scramIterations());
    }
}
