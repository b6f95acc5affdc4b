package im.carillon.lifecycle;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import im.carillon.config.TlsConfig;
import im.carillon.routing.Hosts;
import im.carillon.tls.CertificateDirectory;
import im.carillon.tls.ChannelBinding;
import im.carillon.tls.LocalAuthority;
import im.carillon.tls.TlsContext;
import im.carillon.tls.TlsEngines;
import im.carillon.transport.EngineSource;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLEngine;

/** Binds TLS to the transports. */
public final class TlsModule extends AbstractModule {

    @Provides
    @Singleton
    CertificateDirectory certificates(TlsConfig config, InstantSource clock) {
        return CertificateDirectory.open(config.certificates(), clock);
    }

    @Provides
    @Singleton
    LocalAuthority authority(TlsConfig config, CertificateDirectory certificates) {
        return new LocalAuthority(config.certificates(), certificates);
    }

    @Provides
    @Singleton
    TlsContext context(TlsConfig config, CertificateDirectory certificates, Hosts hosts) {
        return new TlsContext(config, certificates, hosts.all().getFirst().name());
    }

    @Provides
    @Singleton
    EngineSource engines(TlsContext context) {
        TlsEngines engines = new TlsEngines(context);
        return new EngineSource() {
            @Override
            public SSLEngine newEngine(Optional<String> host, boolean directTls) {
                return directTls ? engines.directTls() : engines.startTls(host);
            }

            @Override
            public Optional<byte[]> channelBinding(SSLEngine engine, String type) {
                return ChannelBinding.named(type).flatMap(binding -> binding.data(engine.getSession()));
            }
        };
    }
}
