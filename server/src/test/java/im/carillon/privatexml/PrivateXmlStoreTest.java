package im.carillon.privatexml;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.jid.BareJid;
import im.carillon.privatexml.PrivateXmlStore.Kept;
import im.carillon.storage.Database;
import im.carillon.storage.StoredXml;
import im.carillon.testkit.DatabaseTest;
import im.carillon.testkit.StoredAccounts;
import im.carillon.testkit.Xml;
import im.carillon.xml.XmlElement;
import java.util.List;
import java.util.stream.IntStream;

class PrivateXmlStoreTest {

    private static final XmlElement BOOKMARKS =
            Xml.element("<storage xmlns='storage:bookmarks'><conference jid='a@b'/></storage>");

    @DatabaseTest
    void keepsOneElementForEachName(Database database) {
        PrivateXmlStore store = new PrivateXmlStore(database, new StoredXml());
        BareJid romeo = StoredAccounts.add(database, "romeo@example.org");
        XmlElement notes = Xml.element("<storage xmlns='storage:rosternotes'/>");
        assertThat(store.put(romeo, List.of(BOOKMARKS))).isEqualTo(Kept.KEPT);
        assertThat(store.put(romeo, List.of(notes))).isEqualTo(Kept.KEPT);
        assertThat(store.find(romeo, "storage:bookmarks", "storage")).contains(BOOKMARKS);
        XmlElement empty = Xml.element("<storage xmlns='storage:bookmarks'/>");
        store.put(romeo, List.of(empty));
        assertThat(store.find(romeo, "storage:bookmarks", "storage")).contains(empty);
        assertThat(store.find(romeo, "storage:rosternotes", "storage")).contains(notes);
        assertThat(store.find(romeo, "storage:bookmarks", "other")).isEmpty();
    }

    @DatabaseTest
    void keepsAccountsApart(Database database) {
        PrivateXmlStore store = new PrivateXmlStore(database, new StoredXml());
        BareJid romeo = StoredAccounts.add(database, "romeo@example.org");
        BareJid juliet = StoredAccounts.add(database, "juliet@example.org");
        store.put(romeo, List.of(BOOKMARKS));
        assertThat(store.find(juliet, "storage:bookmarks", "storage")).isEmpty();
        assertThat(store.put(BareJid.of("nobody@example.org"), List.of(BOOKMARKS)))
                .isEqualTo(Kept.NO_ACCOUNT);
    }

    @DatabaseTest
    void refusesToGrowWithoutEndButNotToReplace(Database database) {
        PrivateXmlStore store = new PrivateXmlStore(database, new StoredXml());
        BareJid romeo = StoredAccounts.add(database, "romeo@example.org");
        List<XmlElement> most = IntStream.range(0, PrivateXmlStore.MOST)
                .mapToObj(i -> XmlElement.of("urn:example:many", "e" + i))
                .toList();
        assertThat(store.put(romeo, most)).isEqualTo(Kept.KEPT);
        assertThat(store.put(romeo, List.of(BOOKMARKS))).isEqualTo(Kept.TOO_MANY);
        assertThat(store.find(romeo, "storage:bookmarks", "storage")).isEmpty();
        assertThat(store.put(romeo, most)).isEqualTo(Kept.KEPT);
    }
}
