package im.carillon.sasl;

/**
 * One SASL mechanism. It holds no state of any login and may be used by any thread.
 *
 * <p>All mechanisms here let the client speak first. Where a client sent no initial response (RFC 6120
 * §6.4.2), the caller answers with an empty challenge and gives the client's answer to the exchange.
 */
public interface SaslMechanism {

    /** The registered name, such as {@code SCRAM-SHA-256-PLUS}. */
    String name();

    /** Whether it can only be offered where channel-binding data exists. */
    boolean needsChannelBinding();

    /** Whether it can use channel-binding data of this type. */
    boolean bindsTo(String bindingType);

    /** Whether it can only be offered on an encrypted stream. */
    boolean needsTls();

    /** Begins a login. The exchange belongs to one thread at a time. */
    SaslExchange start(SaslContext context);
}
