package im.carillon.bosh;

/**
 * One HTTP answer.
 *
 * @param contentType as the client asked for it when it began its session (XEP-0124 §7.1)
 */
record Answer(int status, String contentType, byte[] body) {

    static final String XML = "text/xml; charset=utf-8";

    /** An answer to a request that belongs to no session. */
    static Answer refusal(BindingCondition condition, boolean legacy) {
        return new Answer(condition.status(legacy), XML, Body.terminal(condition));
    }
}
