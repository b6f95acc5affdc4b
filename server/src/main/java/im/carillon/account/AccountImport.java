package im.carillon.account;

import im.carillon.account.AccountStore.NewAccount;
import im.carillon.jid.BareJid;
import im.carillon.sasl.Credentials;
import im.carillon.sasl.PasswordKeys;
import im.carillon.sasl.ScramHash;
import im.carillon.sasl.ScramKeys;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * One import of accounts, read line by line. It belongs to the thread that runs it, which gives the
 * passwords of a batch to the pool (deriving keys is the work here) and then writes the batch in one
 * transaction. No address is in a batch twice.
 */
final class AccountImport {

    private static final int BATCH = 500;

    private final AccountDirectory accounts;
    private final PasswordKeys passwords;
    private final ExecutorService pool;
    private final ImportReport report = new ImportReport();
    private final Map<BareJid, Entry> batch = new LinkedHashMap<>();
    private Optional<KeyGroup> group = Optional.empty();
    private long line;

    private record Entry(long line, BareJid address, Future<Optional<Map<ScramHash, ScramKeys>>> keys) {}

    /** The keys of one account from lines that follow each other; one bad line spoils the account. */
    private static final class KeyGroup {
        private final BareJid address;
        private final long firstLine;
        private final Map<ScramHash, ScramKeys> keys = new EnumMap<>(ScramHash.class);
        private boolean spoilt;

        KeyGroup(BareJid address, long firstLine) {
            this.address = address;
            this.firstLine = firstLine;
        }
    }

    AccountImport(AccountDirectory accounts, PasswordKeys passwords, ExecutorService pool) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.pool = pool;
    }

    ImportReport run(BufferedReader input) throws IOException, InterruptedException, AccountException {
        for (String text = input.readLine(); text != null; text = input.readLine()) {
            line++;
            // some editors put a byte order mark in front
            take(ImportLine.parse(line == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text));
        }
        endGroup();
        flush();
        return report;
    }

    private void take(ImportLine read) throws InterruptedException, AccountException {
        switch (read) {
            case ImportLine.Empty empty -> {}
            case ImportLine.Malformed(Optional<BareJid> address, String reason) -> {
                report.malformed(line, address, reason);
                if (address.isPresent()) {
                    groupOf(address.get()).spoilt = true;
                }
            }
            case ImportLine.Password(BareJid address, String password) -> {
                endGroup();
                if (isServed(address)) {
                    add(new Entry(
                            line,
                            address,
                            pool.submit(() -> passwords.derive(password).map(Credentials::keys))));
                }
            }
            case ImportLine.Keys(BareJid address, ScramHash hash, ScramKeys keys) -> {
                KeyGroup current = groupOf(address);
                if (current.keys.putIfAbsent(hash, keys) != null) {
                    report.malformed(line, Optional.of(address), "the second keys for " + hash.algorithm());
                    current.spoilt = true;
                }
            }
        }
    }

    private KeyGroup groupOf(BareJid address) throws InterruptedException, AccountException {
        if (group.filter(current -> current.address.equals(address)).isEmpty()) {
            endGroup();
            group = Optional.of(new KeyGroup(address, line));
        }
        return group.orElseThrow();
    }

    private void endGroup() throws InterruptedException, AccountException {
        Optional<KeyGroup> ended = group;
        group = Optional.empty();
        if (ended.isPresent() && !ended.get().spoilt && isServed(ended.get().address)) {
            KeyGroup keys = ended.get();
            add(new Entry(keys.firstLine, keys.address, CompletableFuture.completedFuture(Optional.of(keys.keys))));
        }
    }

    private boolean isServed(BareJid address) {
        boolean served = accounts.mayHaveAccount(address);
        if (!served) {
            report.malformed(line, Optional.of(address), "not an address of a host served here");
        }
        return served;
    }

    private void add(Entry entry) throws InterruptedException, AccountException {
        if (batch.size() >= BATCH || batch.containsKey(entry.address())) {
            flush();
        }
        batch.put(entry.address(), entry);
    }

    private void flush() throws InterruptedException, AccountException {
        List<NewAccount> ready = new ArrayList<>(batch.size());
        for (Entry entry : batch.values()) {
            Optional<Map<ScramHash, ScramKeys>> keys = await(entry.keys());
            if (keys.isPresent()) {
                ready.add(new NewAccount(entry.address(), keys.get()));
            } else {
                report.malformed(entry.line(), Optional.of(entry.address()), "the password is not allowed");
            }
        }
        Set<BareJid> existing = new HashSet<>(accounts.createMissing(ready));
        for (Entry entry : batch.values()) {
            if (existing.contains(entry.address())) {
                report.existed(entry.line(), entry.address());
            }
        }
        report.made(ready.size() - existing.size());
        batch.clear();
    }

    private static <T> T await(Future<T> result) throws InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("deriving keys failed", e);
        }
    }
}
