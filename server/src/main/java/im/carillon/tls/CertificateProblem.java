package im.carillon.tls;

import java.nio.file.Path;

/**
 * Something about the certificates that an administrator should know.
 *
 * @param severity whether the certificate cannot be used, or should be looked at
 * @param file where
 * @param what what is wrong, without a final stop
 * @param remedy what to do about it, without a final stop
 */
public record CertificateProblem(Severity severity, Path file, String what, String remedy) {

    /** How bad it is. */
    public enum Severity {
        /** Clients will refuse the certificate, or it cannot be offered at all. */
        ERROR,
        /** It works, and will stop to or is unsafe. */
        WARNING
    }

    static CertificateProblem error(Path file, String what, String remedy) {
        return new CertificateProblem(Severity.ERROR, file, what, remedy);
    }

    static CertificateProblem warning(Path file, String what, String remedy) {
        return new CertificateProblem(Severity.WARNING, file, what, remedy);
    }

    @Override
    public String toString() {
        return file + ": " + what + "; " + remedy;
    }
}
