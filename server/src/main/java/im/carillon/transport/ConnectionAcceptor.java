package im.carillon.transport;

/** Takes new connections. */
@FunctionalInterface
public interface ConnectionAcceptor {

    /** @return who handles what the connection brings */
    ConnectionHandler accept(Connection connection);
}
