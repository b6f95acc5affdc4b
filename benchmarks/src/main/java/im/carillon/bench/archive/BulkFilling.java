package im.carillon.bench.archive;

import im.carillon.timeline.PeerKey;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Fills a database that has its schema with SQL alone, in the order of the tables: the only way to get
 * many millions of messages in a bearable time. The conversations are like those of {@link
 * Conversations}, at times a millisecond apart.
 */
final class BulkFilling {

    /** A row for each account: its number, address, and key as a peer. */
    private static final String ACCOUNTS =
            "CREATE TEMP TABLE party (id INTEGER PRIMARY KEY, address TEXT, peer INTEGER)";

    private static final String SAID = "CREATE TEMP TABLE said AS WITH RECURSIVE n (i) AS"
            + " (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
            + " SELECT i, CASE WHEN abs(random()) % 10 = 0 THEN 1 ELSE 2 + abs(random()) % 10000 END AS one,"
            + " 2 + abs(random()) % 10000 AS other, abs(random()) AS chance FROM n";

    /** The busy account writes with 200 others, the earlier the more. */
    private static final String BUSY =
            "UPDATE said SET other = 1 + CAST(pow(200, (chance % 10000) / 10000.0) AS INTEGER)" + " WHERE one = 1";

    private static final String STANZAS = "INSERT INTO stanza (position, timelines, content)"
            + " SELECT i * 1000, (one * 4) || ' ' || (other * 4),"
            + " CAST('<message xmlns=\"jabber:client\" from=\"' || a.address || '/phone.4f2a\" to=\"' || b.address"
            + " || '\" type=\"chat\" id=\"' || hex(randomblob(8)) || '\"><body>' || 'It was said at ' || i"
            + " || ' and nobody who heard it has forgotten a word</body><request xmlns=\"urn:xmpp:receipts\"/></message>'"
            + " AS BLOB) FROM said JOIN party a ON a.id = one JOIN party b ON b.id = other ORDER BY i";

    private static final String ENTRIES = "INSERT OR IGNORE INTO timeline_entry (timeline_id, position, peer, flags)"
            + " SELECT owner * 4, i * 1000, peer, flags FROM"
            + " (SELECT one AS owner, other AS with_whom, i, 2 AS flags FROM said"
            + " UNION ALL SELECT other, one, i, 3 FROM said) JOIN party ON party.id = with_whom"
            + " ORDER BY owner, i";

    private BulkFilling() {}

    static void fill(Path file, int messages) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous = OFF");
            statement.execute("PRAGMA cache_size = -500000");
            statement.execute("DROP INDEX timeline_conversation");
            statement.execute(ACCOUNTS);
            parties(connection);
            statement.execute(SAID.replace("?", Long.toString(messages)));
            statement.execute(BUSY);
            statement.execute(STANZAS);
            statement.execute(ENTRIES);
            statement.execute(
                    "CREATE INDEX timeline_conversation ON timeline_entry (timeline_id, peer, position, flags)");
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    private static void parties(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO party VALUES (?, ?, ?)")) {
            for (int account = 1; account <= 10_002; account++) {
                insert.setInt(1, account);
                insert.setString(2, Conversations.address(account).toString());
                insert.setLong(3, PeerKey.of(Conversations.address(account)));
                insert.addBatch();
            }
            insert.executeBatch();
        }
        connection.commit();
        connection.setAutoCommit(true);
    }
}
