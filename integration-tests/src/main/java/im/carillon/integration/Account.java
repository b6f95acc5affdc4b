package im.carillon.integration;

import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;

/** An account of the server under test. */
public record Account(String name, String password) {

    public EntityBareJid address() {
        return JidCreate.entityBareFromOrThrowUnchecked(name + "@" + Configuration.HOST);
    }

    public Account withPassword(String other) {
        return new Account(name, other);
    }
}
