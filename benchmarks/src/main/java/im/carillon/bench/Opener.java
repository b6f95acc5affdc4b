package im.carillon.bench;

import java.util.function.Consumer;

/** Begins to open the session of the given number, and tells when it is open. */
interface Opener {
    void open(int number, Consumer<Session> opened);
}
