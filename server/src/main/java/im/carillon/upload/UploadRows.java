package im.carillon.upload;

import im.carillon.jid.BareJid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** The SQL of uploaded files. Every method runs in a transaction of its caller. */
final class UploadRows {

    private static final String FILES = "SELECT f.id, f.owner, f.name, f.type, f.size, f.lasting, f.created, f.expires,"
            + " c.hash, c.place FROM upload_file f JOIN upload_content c ON c.id = f.content_id ";

    private UploadRows() {}

    static Optional<UploadedFile> find(Handle handle, String id) {
        return handle.createQuery(FILES + "WHERE f.id = :id")
                .bind("id", id)
                .map(UploadRows::file)
                .findOne();
    }

    private static UploadedFile file(ResultSet row, StatementContext context) throws SQLException {
        long expires = row.getLong("expires");
        Optional<Instant> end = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(expires));
        return new UploadedFile(
                row.getString("id"),
                BareJid.of(row.getString("owner")),
                new FileName(row.getString("name")),
                new MediaType(row.getString("type")),
                row.getLong("size"),
                row.getString("hash"),
                row.getString("place"),
                row.getInt("lasting") != 0,
                Instant.ofEpochMilli(row.getLong("created")),
                end);
    }

    /** Of an account, or of a host by its name. */
    static Usage usage(Handle handle, String owner, boolean lasting) {
        return handle.createQuery("SELECT files, bytes FROM upload_usage WHERE owner = :owner AND lasting = :lasting")
                .bind("owner", owner)
                .bind("lasting", lasting ? 1 : 0)
                .map((row, context) -> new Usage(row.getLong("files"), row.getLong("bytes")))
                .findOne()
                .orElse(Usage.NONE);
    }

    static boolean exists(Handle handle, BareJid account) {
        return handle.createQuery("SELECT count(*) FROM account WHERE host = :host AND localpart = :local")
                        .bind("host", account.domain())
                        .bind("local", account.local())
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /** The files of an account, the newest first. */
    static List<UploadedFile> of(Handle handle, BareJid owner, int limit) {
        return handle.createQuery(FILES + "WHERE f.owner = :owner ORDER BY f.created DESC, f.id LIMIT :limit")
                .bind("owner", owner.toString())
                .bind("limit", limit)
                .map(UploadRows::file)
                .list();
    }

    /** The newest files of everybody. */
    static List<UploadedFile> newest(Handle handle, int limit) {
        return handle.createQuery(FILES + "ORDER BY f.created DESC, f.id LIMIT :limit")
                .bind("limit", limit)
                .map(UploadRows::file)
                .list();
    }

    /** The oldest files that need not last, of an account or of a host. */
    static List<UploadedFile> oldest(Handle handle, String column, String owner, int limit) {
        return handle.createQuery(FILES + "WHERE f." + column + " = :owner AND f.lasting = 0"
                        + " ORDER BY f.created, f.id LIMIT :limit")
                .bind("owner", owner)
                .bind("limit", limit)
                .map(UploadRows::file)
                .list();
    }

    /** Files that nobody is to see any longer. */
    static List<UploadedFile> expired(Handle handle, Instant now, int limit) {
        return portion(
                handle.createQuery(FILES + "WHERE f.expires <= :now LIMIT :limit")
                        .bind("now", now.toEpochMilli()),
                limit);
    }

    static List<UploadedFile> before(Handle handle, Instant horizon, int limit) {
        return portion(
                handle.createQuery(FILES + "WHERE f.lasting = 0 AND f.created < :horizon LIMIT :limit")
                        .bind("horizon", horizon.toEpochMilli()),
                limit);
    }

    static List<UploadedFile> ofBefore(Handle handle, BareJid owner, Instant horizon, int limit) {
        return portion(
                handle.createQuery(FILES + "WHERE f.owner = :owner AND f.created < :horizon LIMIT :limit")
                        .bind("owner", owner.toString())
                        .bind("horizon", horizon.toEpochMilli()),
                limit);
    }

    /** Files of accounts that are gone. */
    static List<UploadedFile> ofNobody(Handle handle, int limit) {
        return portion(
                handle.createQuery(FILES + "WHERE NOT EXISTS (SELECT 1 FROM account a WHERE a.host = f.host"
                        + " AND f.owner = a.localpart || '@' || a.host) LIMIT :limit"),
                limit);
    }

    private static List<UploadedFile> portion(Query query, int limit) {
        return query.bind("limit", limit).map(UploadRows::file).list();
    }

    static boolean isTaken(Handle handle, String id) {
        return handle.createQuery("SELECT count(*) FROM upload_file WHERE id = :id")
                        .bind("id", id)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /** The place that a content has already, if it has one. */
    static Optional<String> place(Handle handle, String hash) {
        return handle.createQuery("SELECT place FROM upload_content WHERE hash = :hash")
                .bind("hash", hash)
                .mapTo(String.class)
                .findOne();
    }

    static boolean isKnown(Handle handle, String place, String hash) {
        return place(handle, hash).filter(place::equals).isPresent();
    }

    /** Adds a file, and its content where that is new. */
    static void add(Handle handle, UploadedFile file) {
        handle.createUpdate("INSERT INTO upload_content (hash, place, size) VALUES (:hash, :place, :size)"
                        + " ON CONFLICT (hash) DO NOTHING")
                .bind("hash", file.hash())
                .bind("place", file.place())
                .bind("size", file.size())
                .execute();
        handle.createUpdate("INSERT INTO upload_file"
                        + " (id, content_id, owner, host, name, type, size, lasting, created, expires)"
                        + " SELECT :id, c.id, :owner, :host, :name, :type, :size, :lasting, :created, :expires"
                        + " FROM upload_content c WHERE c.hash = :hash")
                .bind("id", file.id())
                .bind("owner", file.owner().toString())
                .bind("host", file.owner().domain())
                .bind("name", file.name().text())
                .bind("type", file.type().text())
                .bind("size", file.size())
                .bind("lasting", file.lasting() ? 1 : 0)
                .bind("created", file.created().toEpochMilli())
                .bind("expires", file.expires().map(Instant::toEpochMilli))
                .bind("hash", file.hash())
                .execute();
        count(handle, file, 1);
    }

    private static void count(Handle handle, UploadedFile file, int sign) {
        for (String owner : List.of(file.owner().toString(), file.owner().domain())) {
            handle.createUpdate("INSERT INTO upload_usage (owner, lasting, files, bytes)"
                            + " VALUES (:owner, :lasting, :files, :bytes) ON CONFLICT (owner, lasting) DO UPDATE"
                            + " SET files = upload_usage.files + excluded.files,"
                            + " bytes = upload_usage.bytes + excluded.bytes")
                    .bind("owner", owner)
                    .bind("lasting", file.lasting() ? 1 : 0)
                    .bind("files", sign)
                    .bind("bytes", sign * file.size())
                    .execute();
        }
    }

    /**
     * Removes files, as far as they are still there.
     *
     * @return the places of contents that nobody has any more
     */
    static List<String> remove(Handle handle, List<UploadedFile> files) {
        List<String> places = new ArrayList<>();
        for (UploadedFile file : files) {
            if (handle.execute("DELETE FROM upload_file WHERE id = ?", file.id()) == 0) {
                continue;
            }
            count(handle, file, -1);
            int unneeded = handle.createUpdate("DELETE FROM upload_content WHERE hash = :hash AND NOT EXISTS"
                            + " (SELECT 1 FROM upload_file f WHERE f.content_id = upload_content.id)")
                    .bind("hash", file.hash())
                    .execute();
            if (unneeded > 0) {
                places.add(file.place());
            }
        }
        handle.execute("DELETE FROM upload_usage WHERE files = 0");
        return places;
    }
}
