package im.carillon.bench.jmh;

import im.carillon.config.ArchivePolicy;
import im.carillon.config.ArchiveRules;
import im.carillon.config.HostConfig;
import im.carillon.config.Retention;
import im.carillon.config.SessionConfig;
import im.carillon.config.StorageConfig;
import im.carillon.jid.FullJid;
import im.carillon.routing.AccountMessages;
import im.carillon.routing.AccountPresence;
import im.carillon.routing.Filters;
import im.carillon.routing.Hosts;
import im.carillon.routing.IqDispatcher;
import im.carillon.routing.OwnRequests;
import im.carillon.routing.Router;
import im.carillon.routing.Services;
import im.carillon.routing.StanzaCounts;
import im.carillon.session.Session;
import im.carillon.session.SessionRegistry;
import im.carillon.session.UnitLine;
import im.carillon.spi.IqHandler;
import im.carillon.spi.IqKey;
import im.carillon.spi.IqRequest;
import im.carillon.spi.IqTarget;
import im.carillon.stanza.Iq;
import im.carillon.stanza.Message;
import im.carillon.stanza.Presence;
import im.carillon.stanza.Stanza;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.Database;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.XmlElement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** From a stamped stanza to the session that takes it, among many, without parsing, storage and sockets. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RouteBenchmark {
    private static final int SESSIONS = 10_000;
    private static final String DOMAIN = "example.org";

    private final Path folder;
    private final Database database;
    private final Swallowing stream = new Swallowing();
    private final List<Session> sessions;
    private final Router router;
    private final Message message;
    private final Iq ping;
    private int next;

    public RouteBenchmark() {
        folder = temporaryFolder();
        database = new Database(new StorageConfig.Sqlite(folder.resolve("route.db")));
        SessionRegistry registry = new SessionRegistry(new SessionConfig(
                SessionConfig.ConflictPolicy.REPLACE,
                100,
                Duration.ofMinutes(5),
                Duration.ofMinutes(1),
                Duration.ofMinutes(10),
                10_000));
        sessions = IntStream.range(0, SESSIONS)
                .mapToObj(i -> FullJid.of("user" + i + "@" + DOMAIN + "/phone"))
                .map(address -> new Session(address, stream, new UnitLine(database), Instant.EPOCH))
                .toList();
        sessions.forEach(session -> add(registry, session));
        Hosts hosts = new Hosts(List.of(new HostConfig(
                DOMAIN,
                false,
                false,
                Set.of(),
                Map.of(),
                new ArchiveRules(ArchivePolicy.ALWAYS, new Retention(Retention.FOREVER, Retention.ANY_NUMBER)))));
        router = new Router(
                hosts,
                account -> true,
                registry,
                new Filters(Set.of()),
                new IqDispatcher(Set.of(new Pong())),
                new Services(Set::of, hosts),
                new StanzaCounts(),
                new OwnRequests(),
                () -> new Straight(registry),
                Nobody::new);
        message = (Message) stamped("message");
        ping = (Iq) stamped("ping");
    }

    @Benchmark
    public long message() {
        Session sender = nextSession();
        Session recipient = nextSession();
        UnitOfWork unit = new UnitOfWork();
        router.fromSession(sender, message.withFrom(sender.address()).withTo(recipient.address()), unit);
        sender.enter(unit);
        return stream.taken();
    }

    @Benchmark
    public long ping() {
        Session sender = nextSession();
        UnitOfWork unit = new UnitOfWork();
        router.fromSession(sender, ping.withFrom(sender.address()), unit);
        sender.enter(unit);
        return stream.taken();
    }

    @TearDown
    public void cleanUp() throws IOException {
        database.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private Session nextSession() {
        // a stride that is prime to the count visits all of them, and not in the order of their making
        next = (next + 7_919) % SESSIONS;
        return sessions.get(next);
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("carillon-route");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stanza stamped(String kind) {
        try {
            return Stanza.of(Samples.element(kind)).withFrom(FullJid.of("romeo@" + DOMAIN + "/orchard"));
        } catch (StanzaException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(SessionRegistry registry, Session session) {
        try {
            registry.add(session);
        } catch (StanzaException e) {
            throw new IllegalStateException(e);
        }
    }

    /** RFC 6121 §8.5.3 without its exceptions. */
    private record Straight(SessionRegistry registry) implements AccountMessages {
        @Override
        public void toAccount(Message message, UnitOfWork unit) {
            if (message.to().orElse(null) instanceof FullJid full) {
                registry.find(full).ifPresent(session -> unit.afterCommit(() -> session.deliver(message)));
            }
        }

        @Override
        public void toElsewhere(Message message, UnitOfWork unit) {}

        @Override
        public void refused(Message message, Message error, UnitOfWork unit) {}
    }

    private static final class Nobody implements AccountPresence {
        @Override
        public void fromSession(Session session, Presence presence, UnitOfWork unit) {}

        @Override
        public void toAccount(Presence presence, UnitOfWork unit) {}
    }

    private static final class Pong implements IqHandler {
        @Override
        public Set<IqKey> keys() {
            return Set.of(new IqKey(IqTarget.SERVER, Iq.Type.GET, "urn:xmpp:ping", "ping"));
        }

        @Override
        public Optional<XmlElement> handle(IqRequest request) {
            return Optional.empty();
        }
    }
}
