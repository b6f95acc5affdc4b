package im.carillon.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the PEM files of a directory and of each directory directly below it, where certbot puts them. */
final class CertificateFolder {

    private static final Set<String> EXTENSIONS = Set.of("pem", "crt", "cer", "cert", "key");
    private static final long LARGEST = 1 << 20;

    private final List<CertificateProblem> problems = new ArrayList<>();
    private final List<ServerCertificate> certificates = new ArrayList<>();

    private CertificateFolder() {}

    static CertificateSet read(Path folder) {
        var reading = new CertificateFolder();
        try {
            reading.scan(folder);
            for (Path below : children(folder)) {
                if (Files.isDirectory(below) && !isHidden(below)) {
                    reading.scan(below);
                }
            }
        } catch (IOException unreadable) {
            reading.problems.add(unreadable(unreadable).in(folder));
        }
        return new CertificateSet(folder, reading.certificates, reading.problems);
    }

    /** The files that a reading looks at. */
    static List<Path> files(Path folder) throws IOException {
        var files = new ArrayList<>(pemFiles(folder));
        for (Path below : children(folder)) {
            if (Files.isDirectory(below) && !isHidden(below)) {
                files.addAll(pemFiles(below));
            }
        }
        return List.copyOf(files);
    }

    private void scan(Path place) throws IOException {
        var contents = new HashMap<Path, List<PemBlock>>();
        for (Path file : pemFiles(place)) {
            try {
                contents.put(file, blocks(file));
            } catch (UnusableCertificateException problem) {
                problems.add(problem.in(file));
            } catch (IOException unreadable) {
                problems.add(unreadable(unreadable).in(file));
            }
        }
        var search = new KeySearch(contents);
        List<ServerCertificate> found = search.certificateFiles().stream()
                .flatMap(file -> certificate(file, search).stream())
                .toList();
        found.stream().filter(one -> found.stream().noneMatch(one::isPartOf)).forEach(certificates::add);
    }

    private Optional<ServerCertificate> certificate(Path file, KeySearch search) {
        try {
            CertificateChain chain = CertificateChain.read(search.blocks(file));
            if (chain.isOnlyIssuers()) {
                return Optional.empty();
            }
            Path keyFile = search.keyFileFor(file)
                    .orElseThrow(() -> new UnusableCertificateException(
                            "there is no private key for this certificate",
                            "put it beside it as " + KeySearch.stem(file) + ".key"));
            var key = PrivateKeys.read(
                    search.keyIn(keyFile).orElseThrow(), chain.leaf().getPublicKey());
            FileModes.tooOpen(keyFile).ifPresent(problems::add);
            return Optional.of(new ServerCertificate(file, chain.certificates(), key, chain.names()));
        } catch (UnusableCertificateException problem) {
            problems.add(problem.in(file));
            return Optional.empty();
        }
    }

    private static List<PemBlock> blocks(Path file) throws IOException, UnusableCertificateException {
        if (Files.size(file) > LARGEST) {
            throw new UnusableCertificateException("the file is larger than 1 MiB", "keep only PEM files here");
        }
        // ISO 8859-1 decodes anything: what is outside of the blocks is free text in any encoding
        List<PemBlock> blocks = PemBlock.parse(Files.readString(file, StandardCharsets.ISO_8859_1));
        if (blocks.isEmpty()) {
            throw new UnusableCertificateException(
                    "there is neither a certificate nor a key in PEM form",
                    "convert it (openssl x509 -inform DER -in FILE -out FILE.pem) or take it away");
        }
        return blocks;
    }

    private static List<Path> pemFiles(Path place) throws IOException {
        return children(place).stream()
                .filter(file -> !Files.isDirectory(file) && !isHidden(file) && EXTENSIONS.contains(extension(file)))
                .filter(file -> !LocalAuthority.isAuthorityFile(file))
                .toList();
    }

    private static List<Path> children(Path place) throws IOException {
        try (Stream<Path> all = Files.list(place)) {
            return all.sorted().toList();
        }
    }

    private static boolean isHidden(Path file) {
        return file.getFileName().toString().startsWith(".");
    }

    private static String extension(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static UnusableCertificateException unreadable(IOException cause) {
        return switch (cause) {
            case AccessDeniedException denied ->
                new UnusableCertificateException(
                        "the user " + System.getProperty("user.name") + " may not read it",
                        "give that user's group the right to (chgrp, chmod 640; 750 for folders)");
            case NoSuchFileException missing ->
                new UnusableCertificateException("it is not there", "create it, or mend the link that points there");
            default -> new UnusableCertificateException("it cannot be read: " + cause, "see the system's log");
        };
    }
}
