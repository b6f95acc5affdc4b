package im.carillon.spi;

/** What a server does beside serving: it begins once clients can connect, and ends before the database is closed. */
public interface BackgroundWork {

    /** Begins, on threads of its own; returns at once. */
    void start();

    /** Ends; returns when nothing of it uses the database any more. */
    void stop();
}
