package im.carillon.privatexml;

import im.carillon.spi.DiscoContributor;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps and gives back private elements of the sender's own account (XEP-0049 §3). */
@Singleton
final class PrivateXmlHandler implements IqHandler, DiscoContributor {

    private static final String NAMESPACE = "jabber:iq:private";

    private final PrivateXmlStore store;
    private final Set<PrivateXmlView> views;

    @Inject
    PrivateXmlHandler(PrivateXmlStore store, Set<PrivateXmlView> views) {
        this.store = store;
        this.views = views;
    }

    @Override
    public Set<IqKey> keys() {
        return Set.of(
                new IqKey(IqTarget.ACCOUNT, Iq.Type.GET, NAMESPACE, "query"),
                new IqKey(IqTarget.ACCOUNT, Iq.Type.SET, NAMESPACE, "query"));
    }

    @Override
    public Set<String> features(IqTarget target) {
        return Set.of(NAMESPACE);
    }

    @Override
    public Optional<XmlElement> handle(IqRequest request) throws StanzaException {
        if (!request.isOwn()) {
            throw new StanzaException(ErrorCondition.FORBIDDEN, "this belongs to somebody else");
        }
        List<XmlElement> elements = request.payload().children();
        if (elements.isEmpty()) {
            throw new StanzaException(
                    request.isSet() ? ErrorCondition.NOT_ACCEPTABLE : ErrorCondition.BAD_REQUEST,
                    "an element in a namespace of its own is missing");
        }
        for (XmlElement element : elements) {
            refuseReserved(element.namespace());
        }
        return request.isSet() ? put(request, elements) : get(request, elements);
    }

    private static void refuseReserved(String namespace) throws StanzaException {
        if (namespace.isEmpty()
                || namespace.equals("vcard-temp")
                || namespace.startsWith("jabber:")
                || namespace.startsWith("http://jabber.org/")) {
            throw new StanzaException(
                    ErrorCondition.NOT_ACCEPTABLE, "the namespace '" + namespace + "' is not for private elements");
        }
    }

    /** An element that is not there comes back as it was asked for, empty. */
    private Optional<XmlElement> get(IqRequest request, List<XmlElement> elements) throws StanzaException {
        if (elements.size() > 1) {
            throw new StanzaException(ErrorCondition.NOT_ACCEPTABLE, "one element can be asked for at a time");
        }
        XmlElement asked = elements.getFirst();
        Optional<XmlElement> stored = store.find(request.target(), asked.namespace(), asked.name());
        XmlElement found = view(asked)
                .flatMap(view -> view.read(request.target(), stored))
                .or(() -> stored)
                .orElseGet(() -> XmlElement.of(asked.namespace(), asked.name()));
        return Optional.of(XmlElement.builder(NAMESPACE, "query").child(found).build());
    }

    private Optional<PrivateXmlView> view(XmlElement element) {
        return views.stream()
                .filter(view -> element.is(view.namespace(), view.name()))
                .findFirst();
    }

    /** Several elements share one namespace and differ in name (XEP-0049 §3). */
    private Optional<XmlElement> put(IqRequest request, List<XmlElement> elements) throws StanzaException {
        long namespaces =
                elements.stream().map(XmlElement::namespace).distinct().count();
        long names = elements.stream().map(XmlElement::name).distinct().count();
        if (namespaces > 1 || names < elements.size()) {
            throw new StanzaException(
                    ErrorCondition.NOT_ACCEPTABLE, "elements have one namespace, and each a name of its own");
        }
        return switch (store.put(request.target(), elements)) {
            case KEPT -> {
                for (XmlElement element : elements) {
                    Optional<PrivateXmlView> view = view(element);
                    if (view.isPresent()) {
                        view.get().write(request.target(), element, request.unit());
                    }
                }
                yield Optional.empty();
            }
            case NO_ACCOUNT -> throw new StanzaException(ErrorCondition.NOT_ALLOWED, "nothing is kept for a guest");
            case TOO_MANY ->
                throw new StanzaException(
                        ErrorCondition.RESOURCE_CONSTRAINT,
                        PrivateXmlStore.MOST + " private elements are kept at most");
        };
    }
}
