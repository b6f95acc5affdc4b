package im.carillon.integration.interop;

import im.carillon.integration.CarillonProcess;
import im.carillon.integration.Configuration;
import im.carillon.integration.LocalAuthority;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import org.igniterealtime.smack.inttest.SmackIntegrationTestFramework;
import org.igniterealtime.smack.inttest.SmackIntegrationTestFramework.TestRunResult;
import org.igniterealtime.smack.inttest.XmppConnectionDescriptor;
import org.igniterealtime.smack.inttest.XmppConnectionManager;
import org.jivesoftware.smack.ConnectionConfiguration;
import org.jivesoftware.smack.bosh.BOSHConfiguration;
import org.jivesoftware.smack.bosh.XMPPBOSHConnection;
import org.jivesoftware.smack.c2s.ModularXmppClientToServerConnection;
import org.jivesoftware.smack.c2s.ModularXmppClientToServerConnectionConfiguration;
import org.jivesoftware.smack.compression.CompressionModuleDescriptor;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jivesoftware.smack.websocket.XmppWebSocketTransportModuleDescriptor;
import org.jivesoftware.smack.websocket.java11.Java11WebSocketFactory;

/**
 * Smack's suite, pointed at one server. The suite itself can only be told a host name, so its
 * connection types are replaced by ones that know the port and trust the local authority.
 *
 * <p>Tests that can run on several types of connections run on the ordinary one alone: the modular one
 * forgets, once in fifty logins and with any server, to go on with its TLS handshake, which ends the whole run.
 */
final class Suite {

    private static final String PASSWORD = "interop";
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final CarillonProcess server;
    private final Options options;
    private final LocalAuthority authority;

    Suite(CarillonProcess server, Options options) {
        this.server = server;
        this.options = options;
        this.authority = server.authority();
    }

    TestRunResult run() throws Exception {
        replaceConnectionTypes();
        authority.trustEverywhere(); // files are put by HTTP
        var configuration = org.igniterealtime.smack.inttest.Configuration.builder()
                .setService(Configuration.HOST)
                .setSecurityMode(options.transport().isPlain() ? "disabled" : "required")
                .setReplyTimeout(String.valueOf(PATIENCE.toMillis()))
                .setDebugger(System.getProperty("sinttest.debugger", "none"))
                .setDefaultConnection(options.transport().word())
                .setEnabledConnections(options.transport().word());
        switch (options.accounts()) {
            case ADMIN -> {
                server.addAccount(Configuration.ADMINISTRATOR, PASSWORD);
                configuration.setAdminAccountUsernameAndPassword(Configuration.ADMINISTRATOR, PASSWORD);
            }
            case GIVEN -> {
                server.addAccount("one", PASSWORD);
                server.addAccount("two", PASSWORD);
                server.addAccount("three", PASSWORD);
                configuration.setUsernamesAndPassword("one", PASSWORD, "two", PASSWORD, "three", PASSWORD);
            }
        }
        if (!options.tests().isEmpty()) {
            configuration.setEnabledTests(String.join(",", options.tests()));
        }
        return new SmackIntegrationTestFramework(configuration.build()).run();
    }

    private void replaceConnectionTypes() throws NoSuchMethodException {
        XmppConnectionManager.addConnectionDescriptor(XmppConnectionDescriptor.buildWith(
                        XMPPTCPConnection.class,
                        XMPPTCPConnectionConfiguration.class,
                        XMPPTCPConnectionConfiguration.Builder.class)
                .withNickname("tcp")
                .applyExtraConfiguration(this::pointAtServer)
                .build());
        XmppConnectionManager.addConnectionDescriptor(
                modular("modular").applyExtraConfiguration(this::pointAtServer).build());
        XmppConnectionManager.addConnectionDescriptor(modular("modular-nocompress")
                .applyExtraConfiguration(builder -> {
                    pointAtServer(builder);
                    builder.removeModule(CompressionModuleDescriptor.class);
                })
                .build());
        XmppConnectionManager.addConnectionDescriptor(XmppConnectionDescriptor.buildWith(
                        XMPPBOSHConnection.class, BOSHConfiguration.class, BOSHConfiguration.Builder.class)
                .withNickname(Transport.BOSH.word())
                .applyExtraConfiguration(this::pointAtBosh)
                .build());
        XmppConnectionManager.addConnectionDescriptor(modular(Transport.WEBSOCKET.word())
                .applyExtraConfiguration(this::pointAtWebSocket)
                .build());
        // these look for the default ports
        XmppConnectionManager.removeConnectionDescriptor("modular-websocket-okhttp");
        XmppConnectionManager.removeConnectionDescriptor("modular-websocket-java11");
    }

    private static XmppConnectionDescriptor.Builder<
                    ModularXmppClientToServerConnection,
                    ModularXmppClientToServerConnectionConfiguration,
                    ModularXmppClientToServerConnectionConfiguration.Builder>
            modular(String nickname) {
        return XmppConnectionDescriptor.buildWith(
                        ModularXmppClientToServerConnection.class,
                        ModularXmppClientToServerConnectionConfiguration.class,
                        ModularXmppClientToServerConnectionConfiguration.Builder.class)
                .withNickname(nickname);
    }

    private void pointAtServer(ConnectionConfiguration.Builder<?, ?> builder) {
        builder.setHostAddress(InetAddress.getLoopbackAddress());
        builder.setPort(server.configuration().ports().startTls());
        builder.setCustomX509TrustManager(authority.trustManager());
    }

    private void pointAtBosh(BOSHConfiguration.Builder builder) {
        builder.setHost(Configuration.HOST);
        builder.setPort(server.configuration().ports().http());
        builder.setFile("/http-bind");
        builder.setUseHttps(false);
    }

    private void pointAtWebSocket(ModularXmppClientToServerConnectionConfiguration.Builder builder) {
        builder.removeAllModules();
        int port = server.configuration().ports().http();
        builder.addModule(XmppWebSocketTransportModuleDescriptor.getBuilder(builder)
                .setWebSocketFactory(new Java11WebSocketFactory())
                .explicitlySetWebSocketEndpointAndDiscovery(
                        URI.create("ws://127.0.0.1:" + port + "/xmpp-websocket"), false)
                .build());
    }
}
