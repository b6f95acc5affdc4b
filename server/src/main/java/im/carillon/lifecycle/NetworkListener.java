package im.carillon.lifecycle;

import java.io.IOException;
import java.util.List;

/** Listening sockets beside those of XMPP over TCP, which come and go with the server. */
public interface NetworkListener {

    /** Returns when clients can connect. */
    void open() throws IOException;

    /** What is bound where, for people: one line each. */
    List<String> describe();

    /** Takes no new connections; those that are open stay. */
    void stopAccepting();

    /** Lets go of everything; called after every stream has ended. */
    void close();
}
