package im.carillon.muc.store;

import im.carillon.jid.BareJid;
import im.carillon.muc.state.Hat;
import im.carillon.muc.state.Hats;
import im.carillon.xml.XmlElement;

/** The hats of a room as they are kept: one element, each hat with the accounts that wear it. */
final class StoredHats {

    private static final String NAMESPACE = "urn:carillon:hats";

    private StoredHats() {}

    static XmlElement of(Hats hats) {
        XmlElement.Builder all = XmlElement.builder(NAMESPACE, "hats");
        for (Hat hat : hats.all()) {
            XmlElement.Builder one = XmlElement.builder(NAMESPACE, "hat")
                    .attribute("uri", hat.uri())
                    .attribute("title", hat.title())
                    .attribute("hue", hat.hue());
            hats.worn().forEach((account, uris) -> {
                if (uris.contains(hat.uri())) {
                    one.child("worn-by", account.toString());
                }
            });
            all.child(one.build());
        }
        return all.build();
    }

    static Hats read(XmlElement stored) {
        Hats hats = Hats.NONE;
        for (XmlElement hat : stored.children(NAMESPACE, "hat")) {
            String uri = hat.attributeOr("uri", "");
            hats = hats.with(new Hat(uri, hat.attributeOr("title", ""), hat.attribute("hue")));
            for (XmlElement account : hat.children(NAMESPACE, "worn-by")) {
                hats = hats.given(BareJid.of(account.text()), uri);
            }
        }
        return hats;
    }
}
