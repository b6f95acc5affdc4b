package im.carillon.lifecycle;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Listening sockets beside those of XMPP over TCP, which come and go with the server. */
public interface NetworkListener {

    /** Returns when clients can connect. */
    void open() throws IOException;

    /** What is bound where, for people: one line each. */
    List<String> describe();

    /** What somebody on this machine can open in a browser. */
    default Optional<String> page() {
        return Optional.empty();
    }

    /** Takes no new connections; those that are open stay. */
    void stopAccepting();

    /** Lets go of everything; called after every stream has ended. */
    void close();
}
