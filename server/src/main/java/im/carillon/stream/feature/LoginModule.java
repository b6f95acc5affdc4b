package im.carillon.stream.feature;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.multibindings.Multibinder;
import im.carillon.config.AuthenticationConfig;
import im.carillon.sasl.AnonymousMechanism;
import im.carillon.sasl.LoginThrottle;
import im.carillon.sasl.PlainMechanism;
import im.carillon.sasl.RandomTokens;
import im.carillon.sasl.SaslMechanism;
import im.carillon.sasl.SaslMechanisms;
import im.carillon.sasl.ServerSecret;
import im.carillon.sasl.ThrottleLimits;
import im.carillon.sasl.UnknownAccounts;
import im.carillon.spi.IqHandler;
import im.carillon.stream.StreamFeature;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Binds what is negotiated before a session exists. */
public final class LoginModule extends AbstractModule {

    @Override
    protected void configure() {
        Multibinder<StreamFeature> features = Multibinder.newSetBinder(binder(), StreamFeature.class);
        features.addBinding().to(StartTls.class);
        features.addBinding().to(Sasl.class);
        features.addBinding().to(BindingTypes.class);
        features.addBinding().to(Bind.class);
        features.addBinding().to(OldSession.class);
        Multibinder.newSetBinder(binder(), IqHandler.class).addBinding().to(OldSession.class);
        bind(StartTls.class);
        bind(Sasl.class);
        bind(BindingTypes.class);
        bind(Bind.class).toInstance(new Bind());
        bind(OldSession.class).toInstance(new OldSession());
        bind(Login.class);
        bind(RandomTokens.class);
    }

    @Provides
    @Singleton
    SaslMechanisms mechanisms(RandomTokens tokens, ServerSecret secret, AuthenticationConfig config) {
        UnknownAccounts unknown = new UnknownAccounts(secret, config.scramIterations());
        List<SaslMechanism> mechanisms = new ArrayList<>(SaslMechanisms.scram(tokens, unknown));
        mechanisms.add(new PlainMechanism(unknown, config.plainWithoutTls()));
        mechanisms.add(new AnonymousMechanism(tokens));
        return new SaslMechanisms(mechanisms);
    }

    @Provides
    @Singleton
    LoginThrottle throttle(InstantSource clock) {
        return new LoginThrottle(ThrottleLimits.standard(), clock);
    }
}
