package im.carillon.bosh;

/** Who wants to know whether the client got something; exactly one of both runs, without a lock held. */
record Receipt(Runnable received, Runnable lost) {}
