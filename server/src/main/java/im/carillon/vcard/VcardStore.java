package im.carillon.vcard;

import im.carillon.jid.BareJid;
import im.carillon.storage.Database;
import im.carillon.storage.StoredXml;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The vCards in the database. Every method blocks. */
@Singleton
final class VcardStore {

    private final Database database;
    private final StoredXml xml;

    @Inject
    VcardStore(Database database, StoredXml xml) {
        this.database = database;
        this.xml = xml;
    }

    Optional<XmlElement> find(BareJid account) {
        return database.read(handle -> handle.createQuery("SELECT content FROM vcard JOIN account ON id = account_id"
                                + " WHERE host = :host AND localpart = :local")
                        .bind("host", account.domain())
                        .bind("local", account.local())
                        .mapTo(byte[].class)
                        .findOne())
                .map(xml::element);
    }

    /**
     * Puts this card in the place of an older one.
     *
     * @return false when there is no such account
     */
    boolean put(BareJid account, XmlElement vcard) {
        byte[] content = xml.bytes(vcard);
        return database.write(handle -> handle.createUpdate("INSERT INTO vcard (account_id, content)"
                                + " SELECT id, :content FROM account WHERE host = :host AND localpart = :local"
                                + " ON CONFLICT (account_id) DO UPDATE SET content = excluded.content")
                        .bind("content", content)
                        .bind("host", account.domain())
                        .bind("local", account.local())
                        .execute()
                > 0);
    }
}
