package im.carillon.archive;

import im.carillon.config.ArchiveConfig;
import im.carillon.config.ArchivePolicy;
import im.carillon.jid.InvalidJidException;
import im.carillon.jid.Jid;
import im.carillon.spi.IqHandler;
import im.carillon.spi.IqKey;
import im.carillon.spi.IqRequest;
import im.carillon.spi.IqTarget;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Iq;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lets accounts say what is archived for them (XEP-0441 §2.1). */
@Singleton
final class PreferenceHandler implements IqHandler {

    private static final String NAME = "prefs";
    private static final int MOST_NAMED = 1_000;

    private final ArchiveConfig config;
    private final AccountPreferences preferences;

    @Inject
    PreferenceHandler(ArchiveConfig config, AccountPreferences preferences) {
        this.config = config;
        this.preferences = preferences;
    }

    @Override
    public Set<IqKey> keys() {
        return config.enabled()
                ? Set.of(
                        new IqKey(IqTarget.ACCOUNT, Iq.Type.GET, ArchiveQueries.NAMESPACE, NAME),
                        new IqKey(IqTarget.ACCOUNT, Iq.Type.SET, ArchiveQueries.NAMESPACE, NAME))
                : Set.of();
    }

    @Override
    public Optional<XmlElement> handle(IqRequest request) throws StanzaException {
        if (!request.isOwn()) {
            throw new StanzaException(ErrorCondition.FORBIDDEN, "these are the preferences of somebody else");
        }
        if (request.isSet() && !preferences.put(request.target(), read(request.payload()))) {
            throw new StanzaException(ErrorCondition.NOT_ALLOWED, "nothing is kept for a guest");
        }
        Preferences said = preferences.of(request.target());
        return Optional.of(element(preferences.policy(request.target(), said), said));
    }

    private static Preferences read(XmlElement element) throws StanzaException {
        ArchivePolicy policy = ArchivePolicy.of(element.attributeOr("default", ""))
                .orElseThrow(() -> new StanzaException(
                        ErrorCondition.BAD_REQUEST, "the default is one of always, never and roster"));
        Map<Jid, Boolean> named = new HashMap<>();
        for (Jid address : addresses(element, "always")) {
            named.put(address, true);
        }
        // who is in both lists is not archived: that can be changed later, and an archive cannot
        for (Jid address : addresses(element, "never")) {
            named.put(address, false);
        }
        if (named.size() > MOST_NAMED) {
            throw new StanzaException(
                    ErrorCondition.POLICY_VIOLATION, "no more than " + MOST_NAMED + " addresses can be named");
        }
        return new Preferences(Optional.of(policy), named);
    }

    private static List<Jid> addresses(XmlElement element, String list) throws StanzaException {
        List<Jid> addresses = new ArrayList<>();
        for (XmlElement each : element.children(ArchiveQueries.NAMESPACE, list)) {
            for (XmlElement jid : each.children(ArchiveQueries.NAMESPACE, "jid")) {
                addresses.add(address(jid.text().strip()));
            }
        }
        return addresses;
    }

    private static Jid address(String text) throws StanzaException {
        try {
            return Jid.parse(text);
        } catch (InvalidJidException e) {
            throw new StanzaException(ErrorCondition.JID_MALFORMED, "'" + text + "' is no address: " + e.getMessage());
        }
    }

    private static XmlElement element(ArchivePolicy policy, Preferences said) {
        return XmlElement.builder(ArchiveQueries.NAMESPACE, NAME)
                .attribute("default", policy.wire())
                .child(list("always", said, true))
                .child(list("never", said, false))
                .build();
    }

    private static XmlElement list(String name, Preferences said, boolean archived) {
        XmlElement.Builder list = XmlElement.builder(ArchiveQueries.NAMESPACE, name);
        said.named().entrySet().stream()
                .filter(entry -> entry.getValue() == archived)
                .map(entry -> entry.getKey().toString())
                .sorted()
                .forEach(address -> list.child("jid", address));
        return list.build();
    }
}
