package im.carillon.sasl;

import java.time.Duration;

/**
 * A login whose credentials are being checked. Its answer, good or bad, is sent after the delay. One of the
 * two outcomes is reported, once; an attempt whose outcome nobody reports counts as a failure.
 */
public interface LoginAttempt {

    /** How long to wait before the answer is sent; never more than {@link ThrottleLimits#longest()}. */
    Duration delay();

    void succeeded();

    void failed();
}
