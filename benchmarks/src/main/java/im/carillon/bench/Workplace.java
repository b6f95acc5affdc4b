package im.carillon.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Data, accounts and certificate that all parts of one run share. */
record Workplace(Options options, Certificate certificate, ScramKeys keys) {
    private static final Duration IMPORT = Duration.ofMinutes(5);

    static Workplace prepare(Options options) {
        Certificate certificate = Certificate.create(options.home().resolve("tls"), Server.DOMAIN);
        Workplace workplace = new Workplace(options, certificate, new ScramKeys(AccountsFile.PASSWORD));
        certificate.writeTo(workplace.certificates(), Server.DOMAIN);
        if (!options.control().isEmpty()) {
            emptied(workplace.data());
            try (Server server = Server.start(workplace, "import", true)) {
                Progress.say("importing " + options.accounts() + " accounts into server " + server.pid());
                workplace.importAccounts();
            }
        }
        return workplace;
    }

    Path data() {
        return options.home().resolve("data");
    }

    Path certificates() {
        return options.home().resolve("certs");
    }

    LoginPlan plan() {
        return new LoginPlan(Server.DOMAIN, LoginPlan.Profile.SASL, Optional.empty(), false, keys);
    }

    private void importAccounts() {
        Path file = options.home().resolve("accounts");
        AccountsFile.write(file, Server.DOMAIN, options.accounts());
        List<String> command = options.control().stream()
                .map(word -> word.replace("{data}", data().toString()).replace("{file}", file.toString()))
                .toList();
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(IMPORT) || process.exitValue() != 0) {
                throw new BenchmarkException("The accounts were not imported: " + said);
            }
        } catch (IOException e) {
            throw new BenchmarkException("The accounts cannot be imported", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("Interrupted", e);
        }
    }

    private static void emptied(Path folder) {
        try {
            if (Files.exists(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
