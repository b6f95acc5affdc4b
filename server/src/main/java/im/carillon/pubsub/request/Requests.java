package im.carillon.pubsub.request;

import im.carillon.pubsub.node.PubsubError;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Gives each request to the use case it belongs to. */
@Singleton
public final class Requests {

    private record Key(String namespace, boolean set, String name) {}

    private final Map<Key, Action> actions = new HashMap<>();

    @Inject
    Requests(
            Publishing publishing,
            Retracting retracting,
            Retrieving retrieving,
            Subscribing subscribing,
            SubscriberOptions options,
            OwnLists ownLists,
            Creating creating,
            Configuring configuring,
            Deleting deleting,
            ManagingAffiliations affiliations,
            ManagingSubscriptions subscriptions) {
        set(Call.NAMESPACE, "publish", publishing);
        set(Call.NAMESPACE, "retract", retracting);
        get(Call.NAMESPACE, "items", retrieving);
        set(Call.NAMESPACE, "subscribe", subscribing::subscribe);
        set(Call.NAMESPACE, "unsubscribe", subscribing::unsubscribe);
        get(Call.NAMESPACE, "options", options::get);
        set(Call.NAMESPACE, "options", options::set);
        get(Call.NAMESPACE, "default", options::standard);
        get(Call.NAMESPACE, "subscriptions", ownLists::subscriptions);
        get(Call.NAMESPACE, "affiliations", ownLists::affiliations);
        set(Call.NAMESPACE, "create", creating);
        get(Call.OWNER, "configure", configuring::get);
        set(Call.OWNER, "configure", configuring::set);
        get(Call.OWNER, "default", configuring::standard);
        set(Call.OWNER, "delete", deleting::delete);
        set(Call.OWNER, "purge", deleting::purge);
        get(Call.OWNER, "affiliations", affiliations::get);
        set(Call.OWNER, "affiliations", affiliations::set);
        get(Call.OWNER, "subscriptions", subscriptions::get);
        set(Call.OWNER, "subscriptions", subscriptions::set);
    }

    private void get(String namespace, String name, Action action) {
        actions.put(new Key(namespace, false, name), action);
    }

    private void set(String namespace, String name, Action action) {
        actions.put(new Key(namespace, true, name), action);
    }

    /** Answers a request; the caller finishes the call when the answer is on its way. */
    public Optional<XmlElement> answer(Call call) throws StanzaException {
        XmlElement element = call.payload().firstChild().orElseThrow(PubsubError.BAD_REQUEST::exception);
        // XEP-0060 §8.1.3: what belongs to another element follows it
        boolean misplaced = element.is(Call.NAMESPACE, "configure") || element.is(Call.NAMESPACE, "publish-options");
        if (misplaced || !element.namespace().equals(call.payload().namespace())) {
            throw PubsubError.BAD_REQUEST.exception();
        }
        Action action = actions.get(new Key(element.namespace(), call.set(), element.name()));
        if (action == null) {
            throw actions.containsKey(new Key(element.namespace(), !call.set(), element.name()))
                    ? PubsubError.BAD_REQUEST.exception()
                    : PubsubError.unsupported(element.name());
        }
        return action.run(call, element);
    }
}
