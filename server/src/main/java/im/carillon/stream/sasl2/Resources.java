package im.carillon.stream.sasl2;

import im.carillon.jid.BareJid;
import im.carillon.jid.InvalidJidException;
import im.carillon.sasl.RandomTokens;
import im.carillon.sasl.ServerSecret;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Resources for clients that bring a tag instead of a resource (XEP-0386 §identifiers). */
final class Resources {

    private static final int OCTETS = 9;

    private final ServerSecret secret;
    private final RandomTokens random;

    @Inject
    Resources(ServerSecret secret, RandomTokens random) {
        this.secret = secret;
        this.random = random;
    }

    /**
     * The tag with something behind it that one installation always gets again and that does not tell
     * the installation's id.
     */
    String make(BareJid account, Optional<String> tag, UserAgent agent) {
        String identifier = agent.id()
                .map(client -> derived(account, tag.orElse(""), client))
                .orElseGet(random::next);
        return tag.map(text -> text + '/' + identifier)
                .filter(resource -> isAllowed(account, resource))
                .orElse(identifier);
    }

    private String derived(BareJid account, String tag, String client) {
        byte[] bits = secret.derive("resource", account.toString(), client, tag);
        return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(bits, OCTETS));
    }

    private static boolean isAllowed(BareJid account, String resource) {
        try {
            return account.withResource(resource).resource().isPresent();
        } catch (InvalidJidException e) {
            return false;
        }
    }
}
