package im.carillon.vcard;

import im.carillon.jid.BareJid;
import im.carillon.spi.DiscoContributor;
import im.carillon.spi.IqHandler;
import im.carillon.spi.IqKey;
import im.carillon.spi.IqRequest;
import im.carillon.spi.IqTarget;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Iq;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlEncoder;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/** Hands out vCards and takes those of their owners (XEP-0054 §3). */
@Singleton
final class VcardHandler implements IqHandler, DiscoContributor {

    private static final String NAMESPACE = "vcard-temp";
    private static final String NAME = "vCard";

    /** Room for an avatar of a hundred kilobytes in base64. */
    private static final int LARGEST_BYTES = 160 * 1024;

    private final VcardStore store;
    private final Set<VcardExtension> extensions;

    @Inject
    VcardHandler(VcardStore store, Set<VcardExtension> extensions) {
        this.store = store;
        this.extensions = extensions;
    }

    @Override
    public Set<IqKey> keys() {
        return Set.of(
                new IqKey(IqTarget.ACCOUNT, Iq.Type.GET, NAMESPACE, NAME),
                new IqKey(IqTarget.ACCOUNT, Iq.Type.SET, NAMESPACE, NAME));
    }

    /** Accounts have vCards because the server keeps them, so it says so (XEP-0054 §4). */
    @Override
    public Set<String> features(IqTarget target) {
        return Set.of(NAMESPACE);
    }

    @Override
    public Optional<XmlElement> handle(IqRequest request) throws StanzaException {
        if (!request.isSet()) {
            return Optional.of(get(request));
        }
        if (!request.isOwn()) {
            throw new StanzaException(ErrorCondition.FORBIDDEN, "this is the vCard of somebody else");
        }
        put(request.target(), request.payload());
        for (VcardExtension extension : extensions) {
            extension.written(request.target(), request.payload(), request.unit());
        }
        return Optional.empty();
    }

    private XmlElement get(IqRequest request) throws StanzaException {
        Optional<XmlElement> stored = store.find(request.target());
        XmlElement card = stored.orElseGet(() -> XmlElement.of(NAMESPACE, NAME));
        for (VcardExtension extension : extensions) {
            card = extension.shown(request.target(), request.from(), card);
        }
        if (stored.isEmpty() && card.hasNoContent() && !request.isOwn()) {
            // XEP-0054 §3.3: as if there were no such account
            throw new StanzaException(ErrorCondition.SERVICE_UNAVAILABLE, "there is no vCard at this address");
        }
        return card;
    }

    private void put(BareJid account, XmlElement vcard) throws StanzaException {
        if (XmlEncoder.encode(vcard, "").length > LARGEST_BYTES) {
            throw new StanzaException(
                    ErrorCondition.POLICY_VIOLATION, "a vCard has " + LARGEST_BYTES + " bytes at most");
        }
        if (!store.put(account, vcard)) {
            throw new StanzaException(ErrorCondition.NOT_ALLOWED, "nothing is kept for a guest");
        }
    }
}
