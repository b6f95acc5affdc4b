package im.carillon.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/** Who may read a private key. */
final class FileModes {

    private FileModes() {}

    static Optional<CertificateProblem> tooOpen(Path keyFile) {
        try {
            return Files.getPosixFilePermissions(keyFile).contains(PosixFilePermission.OTHERS_READ)
                    ? Optional.of(CertificateProblem.warning(
                            keyFile, "every user of this machine can read this private key", "chmod 640 " + keyFile))
                    : Optional.empty();
        } catch (IOException | UnsupportedOperationException notPosix) {
            return Optional.empty();
        }
    }
}
