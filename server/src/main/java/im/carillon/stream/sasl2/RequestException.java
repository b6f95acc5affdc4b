package im.carillon.stream.sasl2;

import im.carillon.sasl.SaslCondition;

/** An {@code <authenticate/>} that is answered with a failure before any mechanism has seen it. */
final class RequestException extends Exception {

    private static final long serialVersionUID = 1L;

    private final SaslCondition condition;

    RequestException(SaslCondition condition, String text) {
        super(text);
        this.condition = condition;
    }

    SaslCondition condition() {
        return condition;
    }
}
