package im.carillon.bytestreams;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.multibindings.Multibinder;
import im.carillon.command.CommandSource;
import im.carillon.command.CurrentConfig;
import im.carillon.config.LimitsConfig;
import im.carillon.config.ProxyConfig;
import im.carillon.lifecycle.NetworkListener;
import im.carillon.metrics.MetricSource;
import im.carillon.spi.DiscoContributor;
import im.carillon.spi.Service;
import im.carillon.transport.relay.Relay;
import im.carillon.transport.relay.RelayListener;
import im.carillon.transport.relay.RelayRules;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/** Binds the proxy for file transfers. */
public final class BytestreamsModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(StreamHost.class);
        bind(ProxyService.class);
        bind(ProxyDiscovery.class);
        bind(ProxyListener.class);
        bind(ProxyMetrics.class);
        bind(ProxyCommands.class);
        Multibinder.newSetBinder(binder(), Service.class).addBinding().to(ProxyService.class);
        Multibinder.newSetBinder(binder(), DiscoContributor.class).addBinding().to(ProxyDiscovery.class);
        Multibinder.newSetBinder(binder(), NetworkListener.class).addBinding().to(ProxyListener.class);
        Multibinder.newSetBinder(binder(), MetricSource.class).addBinding().to(ProxyMetrics.class);
        CommandSource.binder(binder()).addBinding().to(ProxyCommands.class);
    }

    @Provides
    @Singleton
    Relay relay(CurrentConfig config, LimitsConfig limits) {
        Supplier<RelayRules> rules = () -> rules(config.current().config().proxy());
        return new Relay(rules, new AddressCounts(limits));
    }

    private static RelayRules rules(ProxyConfig proxy) {
        return new RelayRules(proxy.connections(), proxy.handshake(), proxy.activation(), proxy.idle(), proxy.rate());
    }

    @Provides
    @Singleton
    RelayListener listener(Relay relay, CurrentConfig config) {
        ProxyConfig proxy = config.current().config().proxy();
        return new RelayListener(relay, new InetSocketAddress(InetAddress.ofLiteral(proxy.address()), proxy.port()));
    }
}
