package im.carillon.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One server for all tests of a class, on free ports and with a folder of its own that goes away
 * afterwards. Clients made here are disconnected after each test. When a test fails, what the server
 * logged is printed.
 */
public final class CarillonServer implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private static final AtomicInteger ACCOUNTS = new AtomicInteger();

    private final Configuration configuration;
    private final List<SmackClient> clients = new ArrayList<>();
    private Optional<Path> folder = Optional.empty();
    private Optional<CarillonProcess> process = Optional.empty();

    public CarillonServer(String... extraConfiguration) {
        this.configuration = Configuration.onFreePorts(extraConfiguration);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        folder = Optional.of(Files.createTempDirectory("carillon-"));
        start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        clients.forEach(SmackClient::close);
        clients.clear();
        if (context.getExecutionException().isPresent()) {
            process().log().forEach(line -> System.err.println("  server: " + line));
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        process.ifPresent(CarillonProcess::close);
        if (folder.isPresent()) {
            deleteTree(folder.get());
        }
    }

    private static void deleteTree(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    /** Starts the server again on the data that the last run left. */
    public void start() {
        process = Optional.of(CarillonProcess.start(Image.ofBuild(), folder.orElseThrow(), configuration));
    }

    public CarillonProcess process() {
        return process.orElseThrow();
    }

    /** A new account; the name gets a number, so that tests of a class do not meet. */
    public Account account(String name) {
        Account account = new Account(name + ACCOUNTS.incrementAndGet(), "secret of " + name);
        process().addAccount(account.name(), account.password());
        return account;
    }

    /** A client that is not connected yet. */
    public SmackClient client(Account account, Consumer<XMPPTCPConnectionConfiguration.Builder> changes) {
        SmackClient client =
                SmackClient.of(configuration.ports().startTls(), process().authority(), account, changes);
        clients.add(client);
        return client;
    }

    /** A client that has logged in and sent its presence. */
    public SmackClient online(Account account) {
        SmackClient client = client(account, builder -> {});
        client.logIn();
        return client;
    }

    /** A client of a new account that has logged in and sent its presence. */
    public SmackClient online(String name) {
        return online(account(name));
    }
}
