package im.carillon.bosh;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Writes the answers of a session. Guarded by its session's lock. */
final class Composer {

    private final SessionTerms terms;
    private final WaitingPayload waiting;
    private final RecentAnswers recent;
    private OptionalLong missed = OptionalLong.empty();

    Composer(SessionTerms terms, WaitingPayload waiting, RecentAnswers recent) {
        this.terms = terms;
        this.waiting = waiting;
        this.recent = recent;
    }

    /** The client seems to have missed the answer to this request, and is to be told so (XEP-0124 §9.2). */
    void missed(OptionalLong rid) {
        missed = rid;
    }

    boolean hasMissed() {
        return missed.isPresent();
    }

    /** The answer to the request that began the session. */
    byte[] creation(String sid, String host, String streamId, long rid) {
        Body creation = Body.ofCreation(waiting.bytes());
        terms.describe(creation, sid, host, streamId, rid);
        return creation.close(waiting.takeAll());
    }

    /**
     * Any other answer.
     *
     * @param nothing whether it leaves alone what waits
     * @param handled up to which request everything is stored
     */
    byte[] answer(long rid, boolean nothing, long handled, long now) {
        // XEP-0124 §9.1
        boolean acks = terms.acks() && handled > rid;
        if (nothing && !acks && missed.isEmpty()) {
            return Body.EMPTY;
        }
        Body body = Body.expecting(waiting.bytes());
        if (acks) {
            body.attribute("ack", handled);
        }
        report(body, now);
        return body.close(nothing ? List.of() : waiting.takeAll());
    }

    private void report(Body body, long now) {
        if (missed.isPresent()) {
            long rid = missed.getAsLong();
            missed = OptionalLong.empty();
            recent.find(rid)
                    .ifPresent(answer -> body.attribute("report", rid)
                            .attribute("time", TimeUnit.NANOSECONDS.toMillis(now - answer.sent())));
        }
    }
}
