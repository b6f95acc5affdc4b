package im.carillon.sasl;

import im.carillon.jid.BareJid;
import java.util.Optional;

/** ANONYMOUS (RFC 4505, XEP-0175): a login under a name nobody can guess, which is gone with the session. */
public final class AnonymousMechanism implements SaslMechanism {

    /** RFC 4505 §2: 255 characters of at most four octets. */
    private static final int LONGEST_TRACE = 1020;

    private final RandomTokens tokens;

    public AnonymousMechanism(RandomTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public String name() {
        return "ANONYMOUS";
    }

    @Override
    public boolean needsChannelBinding() {
        return false;
    }

    @Override
    public boolean bindsTo(String bindingType) {
        return false;
    }

    @Override
    public boolean needsTls() {
        return false;
    }

    @Override
    public SaslExchange start(SaslContext context) {
        return new Exchange(context);
    }

    private final class Exchange implements SaslExchange {

        private final SaslContext context;

        Exchange(SaslContext context) {
            this.context = context;
        }

        @Override
        public SaslStep respond(byte[] trace) {
            try {
                // what it says is of no interest, and could be anything: it is checked and dropped
                StrictUtf8.decode(trace, LONGEST_TRACE);
                return new SaslStep.Success(
                        context.account(tokens.nextLocalpart()), Optional.empty(), Optional.empty());
            } catch (SaslRefusal refusal) {
                return refusal.toStep();
            }
        }

        @Override
        public Optional<BareJid> account() {
            return Optional.empty();
        }
    }
}
