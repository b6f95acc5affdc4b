package im.carillon.testkit;

import com.google.inject.Module;
import im.carillon.Modules;
import im.carillon.account.AccountDirectory;
import im.carillon.account.AccountException;
import im.carillon.command.ReloadResult;
import im.carillon.command.ServerControl;
import im.carillon.config.ConfigException;
import im.carillon.config.ConfigLoader;
import im.carillon.config.LoadedConfig;
import im.carillon.jid.BareJid;
import im.carillon.lifecycle.CarillonServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A whole server in this process, on free ports of 127.0.0.1, with SQLite in a temporary folder; one
 * per test class. Use with {@code @RegisterExtension static}.
 */
public final class TestServer implements BeforeAllCallback, AfterAllCallback {

    public static final String HOST = "localhost";

    private static final String CONFIG = """
        [[host]]
        name = "localhost"
        admins = ["admin@localhost"]

        [[listener]]
        address = "127.0.0.1"
        port = 0

        [[listener]]
        address = "127.0.0.1"
        port = 0
        tls = "direct"

        [http]
        port = 0
        tls_address = "127.0.0.1"
        tls_port = 0
        # more of http

        [proxy]
        address = "127.0.0.1"
        port = 0
        # more of proxy

        [tls]
        required = false

        [authentication]
        plain_without_tls = true
        scram_iterations = 4096
        """;

    private final String extra;
    private String http = "";
    private String proxy = "";
    private final List<Module> modules;
    private Optional<Path> folder = Optional.empty();
    private Optional<CarillonServer> server = Optional.empty();

    public TestServer() {
        this("");
    }

    /**
     * @param extra further tables of {@code carillon.toml}
     * @param modules what the server has besides its own
     */
    public TestServer(String extra, Module... modules) {
        this.extra = extra;
        this.modules = List.of(modules);
    }

    /** Adds keys to the table of HTTP; call before the start. */
    public TestServer http(String keys) {
        http = keys;
        return this;
    }

    /** Adds keys to the table of the proxy; call before the start. */
    public TestServer proxy(String keys) {
        proxy = keys;
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        begin();
    }

    /** Starts without any data; for programs that are no test themselves. */
    public void begin() throws IOException, ConfigException {
        folder = Optional.of(Files.createTempDirectory("carillon-test"));
        start();
    }

    /** Starts on the same data; {@link #stop} must have been called before. */
    public void start() throws IOException, ConfigException {
        Path file = write(extra);
        LoadedConfig loaded =
                new ConfigLoader().load(file, Optional.of(folder.orElseThrow().resolve("data")));
        List<Module> all =
                Stream.concat(Modules.of(loaded).stream(), modules.stream()).toList();
        CarillonServer started = new CarillonServer(loaded.config(), all);
        started.start();
        server = Optional.of(started);
    }

    private Path write(String tables) throws IOException {
        Path file = folder.orElseThrow().resolve("carillon.toml");
        String text = CONFIG.replace("# more of http", http).replace("# more of proxy", proxy) + tables;
        return Files.writeString(file, text);
    }

    /** Other tables in place of the further ones from now on, without a restart. */
    public ReloadResult reload(String tables) throws IOException {
        write(tables);
        return server().get(ServerControl.class).reload();
    }

    public void stop() {
        server.ifPresent(CarillonServer::close);
        server = Optional.empty();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        stop();
        try (Stream<Path> files = Files.walk(folder.orElseThrow())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    public CarillonServer server() {
        return server.orElseThrow();
    }

    public int port() {
        return server().addresses(false).getFirst().getPort();
    }

    public int directTlsPort() {
        return server().addresses(true).getFirst().getPort();
    }

    /** The certificate authority that the server made for itself. */
    public Path authority() {
        return server().localTrust().orElseThrow().authority();
    }

    /** What clients need to trust that authority. */
    public SSLContext trust() throws IOException {
        return new TrustedAuthority(authority()).context();
    }

    /** Makes an account whose password is its name; leaves it alone if it is there already. */
    public BareJid account(String name) {
        BareJid address = BareJid.of(name + "@" + HOST);
        AccountDirectory accounts = server().get(AccountDirectory.class);
        if (accounts.find(address).isEmpty()) {
            try {
                accounts.create(address, name);
            } catch (AccountException e) {
                throw new IllegalStateException(e);
            }
        }
        return address;
    }

    /** A connection that has said nothing yet. */
    public RawClient connect() throws IOException {
        return RawClient.connect(port(), HOST);
    }

    /** A connection with direct TLS that has said nothing yet. */
    public RawClient connectSecurely() throws IOException {
        return RawClient.connectSecurely(directTlsPort(), HOST, trust());
    }

    /** A client that is logged in and bound, and has sent nothing else. */
    public RawClient login(String name, String resource) throws IOException {
        account(name);
        RawClient client = connect();
        client.login(name, name, resource);
        return client;
    }

    /** A client that logged in with SASL2 and Bind 2, with these requests for its session, over TLS. */
    public RawClient loginInOneTrip(String name, String requests) throws IOException {
        account(name);
        return connectSecurely().loginInOneTrip(name, name, requests);
    }

    /** Like {@link #login}, and available with its initial presence reflected. */
    public RawClient online(String name, String resource) throws IOException {
        RawClient client = login(name, resource);
        client.send("<presence/>");
        client.receive(e -> e.name().equals("presence")
                && e.attributeOr("from", "").equals(client.address().toString()));
        return client;
    }
}
