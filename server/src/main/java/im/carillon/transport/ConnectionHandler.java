package im.carillon.transport;

/** Told what happens on one connection, on its I/O thread: it must never block. */
public interface ConnectionHandler {

    void received(Frame frame);

    /** The last {@link Connection#write} has left. */
    void written();

    /** Nothing arrived for {@code times} times the period of silence that was configured. */
    void silent(int times);
}
