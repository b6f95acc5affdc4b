package im.carillon.lifecycle;

import im.carillon.account.AccountDirectory;
import im.carillon.account.AccountException;
import im.carillon.config.HostConfig;
import im.carillon.jid.BareJid;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** Makes the administrators' accounts that the configuration names and that do not exist yet. */
final class FirstRun {

    /** Without characters that look alike. */
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

    private static final int PASSWORD_LENGTH = 16;

    private final AccountDirectory accounts;
    private final SecureRandom random = new SecureRandom();

    FirstRun(AccountDirectory accounts) {
        this.accounts = accounts;
    }

    /** An account just made, with the only copy of its password. */
    record Made(BareJid account, String password) {}

    List<Made> createAdministrators(List<HostConfig> hosts) {
        List<Made> made = new ArrayList<>();
        for (HostConfig host : hosts) {
            for (BareJid admin : host.admins()) {
                if (admin.domain().equals(host.name()) && accounts.find(admin).isEmpty()) {
                    made.add(create(admin));
                }
            }
        }
        return made;
    }

    private Made create(BareJid account) {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < PASSWORD_LENGTH; i++) {
            password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        try {
            accounts.create(account, password.toString());
        } catch (AccountException e) {
            throw new IllegalStateException("cannot create " + account + ": " + e.getMessage(), e);
        }
        return new Made(account, password.toString());
    }
}
