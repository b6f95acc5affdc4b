package im.carillon.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the command line can change.
 *
 * @param server the command that runs the server in the foreground; {config}, {data} and {port} are filled in
 * @param control the command that imports accounts; {data} and {file} are filled in; empty: the accounts are there
 * @param home where everything that a run writes goes
 * @param pin whether the server is kept on the first core and everything else off it
 */
record Options(
        Set<Part> only,
        int runs,
        Duration runLength,
        Duration warmUp,
        int pairs,
        int body,
        int logins,
        int sessions,
        int fewSessions,
        Duration idle,
        List<String> server,
        List<String> control,
        Path home,
        boolean pin) {

    /** What can be measured by itself. */
    enum Part {
        MESSAGES,
        ARCHIVE,
        WEBSOCKET,
        BOSH,
        DELIVERY,
        PINGS,
        LOGINS,
        MEMORY,
        ROOMS,
        PUBSUB,
        PROXY,
        FILES
    }

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("only", "messages,archive,websocket,bosh,delivery,pings,logins,memory,rooms,pubsub,proxy,files"),
            Map.entry("runs", "5"),
            Map.entry("seconds", "3"),
            Map.entry("warm-up", "16"),
            Map.entry("pairs", "8"),
            Map.entry("body", "100"),
            Map.entry("logins", "500"),
            Map.entry("sessions", "10000"),
            Map.entry("few-sessions", "1000"),
            Map.entry("idle", "60"),
            Map.entry("server", "distribution/target/carillon/bin/carillon run --config {config} --data {data}"),
            Map.entry(
                    "control",
                    "distribution/target/carillon/bin/carillonctl --socket {data}/control.sock user import {file}"),
            Map.entry("home", "benchmarks/target/run"),
            Map.entry("pin", "true"));

    static final String HELP = """
        ./dev bench [OPTION VALUE]...

          --only PARTS        what to measure: %s
          --runs N            how often each row is measured
          --seconds N         how long one run lasts
          --warm-up N         seconds of traffic before the first run, twice as many of logins
          --pairs N           pairs of sessions that talk (twice as many sessions that ping)
          --body N            bytes of text in a message
          --logins N          logins in one run
          --sessions N        idle sessions at the end
          --few-sessions N    idle sessions at the beginning
          --idle N            seconds that idle sessions idle before the memory is looked at
          --server COMMAND    how to run the server: {config}, {data} and {port} are filled in
          --control COMMAND   how to import accounts: {data}, {file} are filled in; '' when the data has them
          --home DIRECTORY    where data and logs of the runs go
          --pin true|false    whether the server has the first core to itself

        Defaults:
        %s
        """.formatted(
                    Arrays.stream(Part.values()).map(Options::name).collect(Collectors.joining(", ")),
                    new TreeMap<>(DEFAULTS)
                            .entrySet().stream()
                                    .map(entry -> "  --" + entry.getKey() + " '" + entry.getValue() + "'")
                                    .collect(Collectors.joining("\n")));

    static Options parse(List<String> arguments) {
        Map<String, String> given = new TreeMap<>(DEFAULTS);
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i).replaceFirst("^--", "");
            if (!DEFAULTS.containsKey(name) || i + 1 == arguments.size()) {
                throw new IllegalArgumentException("Not understood: " + arguments.get(i));
            }
            given.put(name, arguments.get(i + 1));
        }
        return new Options(
                parts(given.getOrDefault("only", "")),
                number(given, "runs"),
                Duration.ofSeconds(number(given, "seconds")),
                Duration.ofSeconds(number(given, "warm-up")),
                number(given, "pairs"),
                number(given, "body"),
                number(given, "logins"),
                number(given, "sessions"),
                number(given, "few-sessions"),
                Duration.ofSeconds(number(given, "idle")),
                words(given.getOrDefault("server", "")),
                words(given.getOrDefault("control", "")),
                Path.of(given.getOrDefault("home", "")).toAbsolutePath(),
                Boolean.parseBoolean(given.getOrDefault("pin", "")));
    }

    /** Accounts that have to exist. */
    int accounts() {
        int talking = 2 * pairs * (only.contains(Part.DELIVERY) ? Transport.values().length : 1);
        int idling = only.contains(Part.MEMORY) ? sessions : 0;
        int loggingIn = only.contains(Part.LOGINS) ? logins : 0;
        int conferring = only.contains(Part.ROOMS) ? RoomsPart.MOST : 0;
        int publishing = only.contains(Part.PUBSUB) ? PubsubPart.SUBSCRIBERS : 0;
        return IntStream.of(talking, idling, loggingIn, conferring, publishing)
                .max()
                .orElseThrow();
    }

    private static Set<Part> parts(String names) {
        Set<Part> parts = new LinkedHashSet<>();
        for (String name : names.split(",")) {
            parts.add(Part.valueOf(name.strip().toUpperCase(Locale.ROOT)));
        }
        return parts;
    }

    static String name(Part part) {
        return part.name().toLowerCase(Locale.ROOT);
    }

    private static int number(Map<String, String> given, String name) {
        int number = Integer.parseInt(given.getOrDefault(name, ""));
        if (number < 1) {
            throw new IllegalArgumentException("--" + name + " must be at least 1");
        }
        return number;
    }

    private static List<String> words(String command) {
        List<String> words = new ArrayList<>(List.of(command.strip().split("\\s+")));
        words.removeIf(String::isEmpty);
        return List.copyOf(words);
    }
}
