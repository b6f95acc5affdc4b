package im.carillon.bosh;

/** A request that cannot be accepted: it is answered with this condition, and its session ends. */
final class BindingException extends Exception {

    private static final long serialVersionUID = 1L;

    private final BindingCondition condition;

    BindingException(BindingCondition condition, String message) {
        super(message, null, false, false);
        this.condition = condition;
    }

    BindingCondition condition() {
        return condition;
    }
}
