package im.carillon.pep;

import im.carillon.pubsub.request.Call;
import im.carillon.pubsub.request.Requests;
import im.carillon.spi.IqHandler;
import im.carillon.spi.IqKey;
import im.carillon.spi.IqRequest;
import im.carillon.spi.IqTarget;
import im.carillon.stanza.Iq;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;

/** Takes requests about the nodes of accounts. */
final class PepHandler implements IqHandler {

    private static final String NAME = "pubsub";

    private final Requests requests;
    private final AccountHomes homes;

    @Inject
    PepHandler(Requests requests, AccountHomes homes) {
        this.requests = requests;
        this.homes = homes;
    }

    @Override
    public Set<IqKey> keys() {
        return Set.of(
                new IqKey(IqTarget.ACCOUNT, Iq.Type.GET, Call.NAMESPACE, NAME),
                new IqKey(IqTarget.ACCOUNT, Iq.Type.SET, Call.NAMESPACE, NAME),
                new IqKey(IqTarget.ACCOUNT, Iq.Type.GET, Call.OWNER, NAME),
                new IqKey(IqTarget.ACCOUNT, Iq.Type.SET, Call.OWNER, NAME));
    }

    @Override
    public Optional<XmlElement> handle(IqRequest request) throws StanzaException {
        Call call = new Call(
                homes.of(request.target()), request.from(), request.isSet(), request.payload(), request.unit());
        Optional<XmlElement> answer = requests.answer(call);
        call.finish();
        return answer;
    }
}
