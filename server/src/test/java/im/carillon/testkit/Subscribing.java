package im.carillon.testkit;

import java.io.IOException;

/** Lets one test client get the presence of another. */
public final class Subscribing {

    private Subscribing() {}

    /** From now on {@code contact} sees the presence of {@code owner}; both are available. */
    public static void subscribe(RawClient contact, RawClient owner) throws IOException {
        String roster = "<query xmlns='jabber:iq:roster'/>";
        contact.ask("get", "roster", "", roster);
        owner.ask("get", "roster", "", roster);
        contact.send("<presence type='subscribe' to='" + owner.address().bare() + "'/>");
        owner.receive(e -> e.attributeOr("type", "").equals("subscribe"));
        owner.send("<presence type='subscribed' to='" + contact.address().bare() + "'/>");
        contact.receive(e -> e.attributeOr("type", "").equals("subscribed"));
    }
}
