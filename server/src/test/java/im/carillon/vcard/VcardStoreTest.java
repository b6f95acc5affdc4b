package im.carillon.vcard;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.jid.BareJid;
import im.carillon.storage.Database;
import im.carillon.storage.StoredXml;
import im.carillon.testkit.DatabaseTest;
import im.carillon.testkit.StoredAccounts;
import im.carillon.testkit.Xml;
import im.carillon.xml.XmlElement;

class VcardStoreTest {

    private static final XmlElement CARD = Xml.element("<vCard xmlns='vcard-temp'><FN>Jüliet &amp; Co</FN></vCard>");

    @DatabaseTest
    void givesBackWhatWasPut(Database database) {
        VcardStore store = new VcardStore(database, new StoredXml());
        BareJid juliet = StoredAccounts.add(database, "juliet@example.org");
        assertThat(store.find(juliet)).isEmpty();
        assertThat(store.put(juliet, CARD)).isTrue();
        assertThat(store.find(juliet)).contains(CARD);
    }

    @DatabaseTest
    void putsANewCardInThePlaceOfTheOldOne(Database database) {
        VcardStore store = new VcardStore(database, new StoredXml());
        BareJid juliet = StoredAccounts.add(database, "juliet@example.org");
        store.put(juliet, CARD);
        XmlElement other = Xml.element("<vCard xmlns='vcard-temp'><FN>Capulet</FN></vCard>");
        store.put(juliet, other);
        assertThat(store.find(juliet)).contains(other);
    }

    @DatabaseTest
    void keepsNothingWithoutAnAccount(Database database) {
        VcardStore store = new VcardStore(database, new StoredXml());
        StoredAccounts.add(database, "juliet@example.org");
        assertThat(store.put(BareJid.of("juliet@example.net"), CARD)).isFalse();
        assertThat(store.find(BareJid.of("juliet@example.net"))).isEmpty();
    }
}
