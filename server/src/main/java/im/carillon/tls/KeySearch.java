package im.carillon.tls;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds the private key of a certificate among the files of one folder: in the certificate's own file, then in
 * the file of the matching name, then in the only key file that the folder has.
 */
record KeySearch(Map<Path, List<PemBlock>> folder) {

    private static final List<String> KEY_ENDINGS = List.of(".key", ".key.pem", "-key.pem", "_key.pem");
    private static final Set<String> CERTBOT_CHAINS = Set.of("fullchain", "cert");
    private static final String CERTBOT_KEY = "privkey.pem";

    List<Path> certificateFiles() {
        return filesWith(PemBlock::isCertificate).toList();
    }

    Optional<Path> keyFileFor(Path file) {
        String stem = stem(file);
        Stream<String> own = Stream.of(file.getFileName().toString());
        Stream<String> named = KEY_ENDINGS.stream().map(ending -> stem + ending);
        Stream<String> certbot = CERTBOT_CHAINS.contains(stem) ? Stream.of(CERTBOT_KEY) : Stream.empty();
        return Stream.of(own, named, certbot)
                .flatMap(names -> names)
                .map(file::resolveSibling)
                .filter(candidate -> has(candidate, PemBlock::isPrivateKey))
                .findFirst()
                .or(this::onlyKeyFile);
    }

    Optional<PemBlock> keyIn(Path file) {
        return blocks(file).stream().filter(PemBlock::isPrivateKey).findFirst();
    }

    List<PemBlock> blocks(Path file) {
        return folder.getOrDefault(file, List.of());
    }

    private Optional<Path> onlyKeyFile() {
        List<Path> keys = filesWith(PemBlock::isPrivateKey)
                .filter(file -> !has(file, PemBlock::isCertificate))
                .toList();
        return keys.size() == 1 ? Optional.of(keys.getFirst()) : Optional.empty();
    }

    private Stream<Path> filesWith(Predicate<PemBlock> kind) {
        return folder.keySet().stream().filter(file -> has(file, kind)).sorted();
    }

    private boolean has(Path file, Predicate<PemBlock> kind) {
        return blocks(file).stream().anyMatch(kind);
    }

    static String stem(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
