package im.carillon.config;

import java.util.List;

/** The SASL mechanisms that can be offered to accounts, the preferred first. */
final class Mechanisms {

    static final List<String> ALL = List.of(
            "SCRAM-SHA-512-PLUS",
            "SCRAM-SHA-256-PLUS",
            "SCRAM-SHA-1-PLUS",
            "SCRAM-SHA-512",
            "SCRAM-SHA-256",
            "SCRAM-SHA-1",
            "PLAIN");

    private Mechanisms() {}
}
