package im.carillon.command;

import im.carillon.config.AuthenticationConfig;
import im.carillon.config.CarillonConfig;
import im.carillon.config.HostConfig;
import im.carillon.config.LoadedConfig;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** Settings that are allowed and rarely wise. */
public final class SafetyCheck implements Check {

    private static final String SUBJECT = "configuration";

    @Inject
    public SafetyCheck() {}

    @Override
    public List<Finding> run(LoadedConfig loaded) {
        CarillonConfig config = loaded.config();
        List<Finding> findings = new ArrayList<>();
        if (!config.tls().required()) {
            findings.add(Finding.warning(
                    SUBJECT, "clients may log in without encryption", "set tls.required = true unless this is a test"));
        }
        passwords(config.authentication(), findings);
        config.hosts().forEach(host -> host(host, findings));
        return findings;
    }

    private static void passwords(AuthenticationConfig config, List<Finding> findings) {
        if (config.plainWithoutTls()) {
            findings.add(Finding.warning(
                    SUBJECT,
                    "passwords may pass unencrypted",
                    "set authentication.plain_without_tls = false unless this is a test"));
        }
    }

    private static void host(HostConfig host, List<Finding> findings) {
        if (host.registration()) {
            findings.add(Finding.warning(
                    SUBJECT,
                    "everybody can create accounts on " + host.name(),
                    "watch for spammers, or set host.registration = false"));
        }
        boolean local = host.name().equals("localhost") || host.name().endsWith(".localhost");
        if (!local && !host.contacts().containsKey("abuse")) {
            findings.add(Finding.warning(
                    SUBJECT,
                    host.name() + " names no abuse contact",
                    "write abuse = [\"mailto:...\"] below [host.contacts]"));
        }
    }
}
