package im.carillon.privatexml;

import im.carillon.jid.BareJid;
import im.carillon.storage.Database;
import im.carillon.storage.StoredXml;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Private elements in the database, one for each name. Every method blocks. */
@Singleton
final class PrivateXmlStore {

    /** How many elements one account may keep. */
    static final int MOST = 200;

    private final Database database;
    private final StoredXml xml;

    /** What became of elements that were to be kept. */
    enum Kept {
        KEPT,
        NO_ACCOUNT,
        TOO_MANY
    }

    @Inject
    PrivateXmlStore(Database database, StoredXml xml) {
        this.database = database;
        this.xml = xml;
    }

    Optional<XmlElement> find(BareJid account, String namespace, String name) {
        return database.read(handle -> handle.createQuery(
                                "SELECT content FROM private_xml"
                                        + " JOIN account ON account.id = private_xml.account_id"
                                        + " WHERE host = :host AND localpart = :local AND namespace = :namespace AND name = :name")
                        .bind("host", account.domain())
                        .bind("local", account.local())
                        .bind("namespace", namespace)
                        .bind("name", name)
                        .mapTo(byte[].class)
                        .findOne())
                .map(xml::element);
    }

    /** Keeps all of the elements or none. */
    Kept put(BareJid account, List<XmlElement> elements) {
        return database.write(handle -> {
            Optional<Long> id = handle.createQuery("SELECT id FROM account WHERE host = :host AND localpart = :local")
                    .bind("host", account.domain())
                    .bind("local", account.local())
                    .mapTo(Long.class)
                    .findOne();
            if (id.isEmpty()) {
                return Kept.NO_ACCOUNT;
            }
            if (count(handle, id.get(), elements) > MOST) {
                return Kept.TOO_MANY;
            }
            elements.forEach(element -> put(handle, id.get(), element));
            return Kept.KEPT;
        });
    }

    /** How many there will be. */
    private static int count(Handle handle, long id, List<XmlElement> elements) {
        int replaced = 0;
        for (XmlElement element : elements) {
            replaced += handle.createQuery("SELECT count(*) FROM private_xml"
                            + " WHERE account_id = :id AND namespace = :namespace AND name = :name")
                    .bind("id", id)
                    .bind("namespace", element.namespace())
                    .bind("name", element.name())
                    .mapTo(Integer.class)
                    .one();
        }
        int present = handle.createQuery("SELECT count(*) FROM private_xml WHERE account_id = :id")
                .bind("id", id)
                .mapTo(Integer.class)
                .one();
        return present - replaced + elements.size();
    }

    private void put(Handle handle, long id, XmlElement element) {
        handle.createUpdate("INSERT INTO private_xml (account_id, namespace, name, content)"
                        + " VALUES (:id, :namespace, :name, :content)"
                        + " ON CONFLICT (account_id, namespace, name) DO UPDATE SET content = excluded.content")
                .bind("id", id)
                .bind("namespace", element.namespace())
                .bind("name", element.name())
                .bind("content", xml.bytes(element))
                .execute();
    }
}
