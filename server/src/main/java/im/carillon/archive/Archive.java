package im.carillon.archive;

import im.carillon.jid.BareJid;
import im.carillon.timeline.TimelineId;
import im.carillon.xml.XmlElement;
import java.util.function.UnaryOperator;

/**
 * An archive that may be asked, as one asker sees it: an account's own, or that of a room.
 *
 * @param timeline what is asked
 * @param address whose archive it is; results come from here
 * @param peersShown whether the asker may know with whom, or by whom, things were said; without it a
 *     query by real address is {@code forbidden} (XEP-0313 §4.1.1)
 * @param shown makes what the asker sees of a stored message: a room takes out {@code to} and tells
 *     or hides the real address. Stanza ids by {@link #address} have been taken out before.
 */
public record Archive(TimelineId timeline, BareJid address, boolean peersShown, UnaryOperator<XmlElement> shown) {

    /** An account's archive, for the account itself. */
    public static Archive ofAccount(TimelineId timeline, BareJid account) {
        return new Archive(timeline, account, true, UnaryOperator.identity());
    }
}
