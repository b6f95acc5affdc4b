package im.carillon.bytestreams;

import im.carillon.command.CurrentConfig;
import im.carillon.config.ProxyConfig;
import im.carillon.jid.BareJid;
import im.carillon.transport.relay.RelayListener;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;

/** Where clients are to connect, as they are told. */
final class StreamHost {

    private final CurrentConfig config;
    private final RelayListener listener;

    @Inject
    StreamHost(CurrentConfig config, RelayListener listener) {
        this.config = config;
        this.listener = listener;
    }

    /**
     * @param service the address of the proxy that was asked
     * @param host the host it is below
     */
    XmlElement toElement(BareJid service, String host) {
        ProxyConfig proxy = config.current().config().proxy();
        int port =
                proxy.advertisedPort().orElseGet(() -> listener.localAddress().getPort());
        return XmlElement.builder(ProxyService.NAMESPACE, "streamhost")
                .attribute("jid", service.toString())
                .attribute("host", proxy.host().orElse(host))
                .attribute("port", Integer.toString(port))
                .build();
    }
}
