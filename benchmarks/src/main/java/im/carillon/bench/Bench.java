package im.carillon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Measures what it is asked to, and prints the table. */
final class Bench {

    private Bench() {}

    public static void main(String[] arguments) {
        List<String> words = List.of(arguments);
        if (words.contains("--help") || words.contains("help")) {
            System.out.print(Options.HELP);
            return;
        }
        System.exit(run(words) ? 0 : 1);
    }

    /** A part that fails does not keep the others from being measured; answers whether none did. */
    private static boolean run(List<String> arguments) {
        List<Row> rows = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        try {
            Options options = Options.parse(arguments);
            long began = System.nanoTime();
            Workplace workplace = Workplace.prepare(options);
            for (Options.Part part : options.only()) {
                try {
                    rows.addAll(part(part, workplace).measure());
                } catch (BenchmarkException e) {
                    failures.add(part + ": " + e.getMessage());
                    e.printStackTrace();
                }
            }
            Progress.say("took " + Duration.ofNanos(System.nanoTime() - began).toSeconds() + " s");
            finish(rows, options);
        } catch (BenchmarkException | IllegalArgumentException e) {
            failures.add(String.valueOf(e.getMessage()));
        }
        failures.forEach(failure -> Progress.say("FAILED " + failure));
        return failures.isEmpty();
    }

    private static Part part(Options.Part part, Workplace workplace) {
        return switch (part) {
            case MESSAGES -> new MessagesPart(workplace, Transport.TCP);
            case ARCHIVE -> new ArchivePart(workplace);
            case WEBSOCKET -> new MessagesPart(workplace, Transport.WEB_SOCKET);
            case BOSH -> new MessagesPart(workplace, Transport.BOSH);
            case DELIVERY -> new DeliveryPart(workplace);
            case PINGS -> new PingsPart(workplace);
            case LOGINS -> new LoginsPart(workplace);
            case MEMORY -> new MemoryPart(workplace);
            case ROOMS -> new RoomsPart(workplace);
            case PUBSUB -> new PubsubPart(workplace);
            case PROXY -> new ProxyPart(workplace);
            case FILES -> new FilesPart(workplace);
        };
    }

    private static void finish(List<Row> rows, Options options) {
        String table = Table.of(rows);
        String about = "%d runs of %d s after %d s of warm-up, %d pairs, body of %d bytes, relay in %s, Java %s, %s\n\n"
                .formatted(
                        options.runs(),
                        options.runLength().toSeconds(),
                        options.warmUp().toSeconds(),
                        options.pairs(),
                        options.body(),
                        Relay.language(options),
                        Runtime.version(),
                        options.pin() ? "server alone on its core" : "cores shared");
        System.out.print(about + table);
        try {
            Files.writeString(options.home().resolve("result.md"), about + table);
        } catch (IOException e) {
            throw new BenchmarkException("The result cannot be kept", e);
        }
    }
}
