package im.carillon.tls;

import java.nio.file.Path;

/** A file of the certificate directory cannot be used; the message says what is wrong, the remedy what to do. */
final class UnusableCertificateException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    UnusableCertificateException(String what, String remedy) {
        super(what);
        this.remedy = remedy;
    }

    CertificateProblem in(Path file) {
        return CertificateProblem.error(file, String.valueOf(getMessage()), remedy);
    }
}
