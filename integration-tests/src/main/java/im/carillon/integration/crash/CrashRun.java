package im.carillon.integration.crash;

import im.carillon.integration.Account;
import im.carillon.integration.CarillonProcess;
import im.carillon.integration.Configuration;
import im.carillon.integration.Image;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The server is killed so many times while clients talk in pairs and in a room, and publish; afterwards
 * everything is counted.
 */
public final class CrashRun {

    private static final int PAIRS = 3;
    private static final int MEMBERS = 4;
    private static final int MOST_BEFORE_A_CRASH = 1_500;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String[] SETTINGS = {
        "[tls]\nrequired = false",
        "[authentication]\nplain_without_tls = true\nscram_iterations = 4096",
        "[rooms]\nburst = 1_000_000"
    };

    private final Image image;
    private final Path folder;
    private final Random random;
    private final Consumer<String> progress;
    private final Configuration configuration = Configuration.onFreePorts(SETTINGS);
    private final List<Conversation> conversations = new ArrayList<>();

    /**
     * @param folder for the data of the server
     * @param seed decides when the server is killed
     * @param progress gets a line for each crash
     */
    public CrashRun(Image image, Path folder, long seed, Consumer<String> progress) {
        this.image = image;
        this.folder = folder;
        this.random = new Random(seed);
        this.progress = progress;
    }

    /** What came out. */
    public record Result(int crashes, int said, int resumed, int refused, int resent, List<String> problems) {

        @Override
        public String toString() {
            return crashes + " crashes, " + said + " messages, " + resumed + " resumptions, " + refused + " refused, "
                    + resent + " stanzas sent again, " + problems.size() + " problems " + problems;
        }
    }

    /** Kills the server so many times. */
    public Result run(int crashes) throws Exception {
        CarillonProcess server = CarillonProcess.start(image, folder, configuration);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            makePairs(server);
            Meeting meeting = makeMeeting(server);
            Feed feed = new Feed(client(server, "publisher"), client(server, "subscriber"), client(server, "diarist"));
            conversations.add(feed);
            all(threads, clients(), Client::connect);
            meeting.begin();
            feed.begin();
            for (int crash = 1; crash <= crashes; crash++) {
                List<Future<?>> talks = talk(threads, Integer.MAX_VALUE);
                awaitAcknowledged(1 + random.nextInt(MOST_BEFORE_A_CRASH));
                server.kill();
                join(talks);
                server = CarillonProcess.start(image, folder, configuration);
                all(threads, clients(), Client::connect);
                progress.accept("crash " + crash + ": " + said() + " messages so far");
            }
            join(talk(threads, MOST_BEFORE_A_CRASH / (int) talkers().count()));
            return count(crashes);
        } finally {
            server.close();
        }
    }

    /** For whoever wants to know why nothing goes on. */
    private String states() {
        return clients().stream().map(Client::toString).collect(Collectors.joining("\n  ", "\n  ", ""));
    }

    private void makePairs(CarillonProcess server) {
        for (int i = 0; i < PAIRS; i++) {
            conversations.add(new Pair(client(server, "talker" + i), client(server, "listener" + i)));
        }
    }

    private Meeting makeMeeting(CarillonProcess server) {
        List<Client> members = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            members.add(client(server, "member" + i));
        }
        Meeting meeting = new Meeting(members);
        conversations.add(meeting);
        return meeting;
    }

    private Client client(CarillonProcess server, String name) {
        server.addAccount(name, name);
        return new Client(new Account(name, name), configuration.ports().startTls());
    }

    private List<Client> clients() {
        return conversations.stream()
                .flatMap(conversation -> conversation.clients().stream())
                .toList();
    }

    private Stream<Talker> talkers() {
        return conversations.stream().flatMap(conversation -> conversation.talkers().stream());
    }

    private List<Future<?>> talk(ExecutorService threads, int more) {
        List<Future<?>> talks = new ArrayList<>();
        talkers()
                .forEach(talker -> talks.add(threads.submit(() -> {
                    talker.talk(more);
                    return true;
                })));
        return talks;
    }

    @FunctionalInterface
    private interface Step<T> {
        void run(T on) throws Exception;
    }

    private static <T> void all(ExecutorService threads, List<T> each, Step<T> step) throws Exception {
        List<Future<?>> running = new ArrayList<>();
        for (T one : each) {
            Callable<Object> call = () -> {
                step.run(one);
                return List.of();
            };
            running.add(threads.submit(call));
        }
        join(running);
    }

    private static void join(List<Future<?>> running) throws Exception {
        for (Future<?> one : running) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a client failed", e.getCause());
            }
        }
    }

    /** Returns the moment so many more stanzas have been acknowledged. */
    private void awaitAcknowledged(int more) throws InterruptedException {
        int before = acknowledged();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (acknowledged() - before < more) {
            if (System.nanoTime() > end) {
                String states = states();
                clients().forEach(Client::close);
                throw new IllegalStateException("nothing is acknowledged any more:" + states);
            }
            LockSupport.parkNanos(100_000);
        }
    }

    private int acknowledged() {
        return talkers()
                .mapToInt(talker -> talker.client().acknowledgedMessages())
                .sum();
    }

    private int said() {
        return talkers().mapToInt(Talker::said).sum();
    }

    private Result count(int crashes) throws InterruptedException {
        List<String> problems = new ArrayList<>();
        for (Talker talker : talkers().toList()) {
            talker.finish();
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!conversations.stream().allMatch(Conversation::hasHeardAll) && System.nanoTime() < end) {
            LockSupport.parkNanos(100_000);
        }
        for (Conversation conversation : conversations) {
            problems.addAll(conversation.problems());
        }
        clients().forEach(client -> problems.addAll(client.complaints()));
        return new Result(
                crashes,
                said(),
                clients().stream().mapToInt(Client::resumptions).sum(),
                clients().stream().mapToInt(Client::refusals).sum(),
                clients().stream().mapToInt(Client::resent).sum(),
                problems);
    }
}
