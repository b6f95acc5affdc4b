package im.carillon.account;

import im.carillon.sasl.ServerSecret;
import im.carillon.storage.Database;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Optional;

/** Secrets that this server made for itself once and keeps in the database. */
@Singleton
public final class ServerSecrets {

    private final Database database;
    private final SecureRandom random;

    @Inject
    public ServerSecrets(Database database, SecureRandom random) {
        this.database = database;
        this.random = random;
    }

    /** The secret of that name, made now if there is none; blocks. */
    public ServerSecret get(String name) {
        Optional<byte[]> known = find(name);
        return new ServerSecret(known.orElseGet(() -> make(name)));
    }

    private Optional<byte[]> find(String name) {
        return database.read(handle -> handle.createQuery("SELECT value FROM server_secret WHERE name = :name")
                .bind("name", name)
                .mapTo(byte[].class)
                .findOne());
    }

    private byte[] make(String name) {
        byte[] fresh = ServerSecret.generate(random);
        database.write(handle -> handle.execute(
                "INSERT INTO server_secret (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING", name, fresh));
        return find(name).orElseThrow();
    }
}
