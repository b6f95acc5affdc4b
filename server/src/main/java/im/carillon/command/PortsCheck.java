package im.carillon.command;

import im.carillon.config.HttpListenerConfig;
import im.carillon.config.ListenerConfig;
import im.carillon.config.LoadedConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Whether clients can connect, or will be able to. */
public final class PortsCheck implements Check {

    private static final String SUBJECT = "ports";
    private static final int PATIENCE_MILLIS = 2000;

    private final boolean running;

    private PortsCheck(boolean running) {
        this.running = running;
    }

    /** The server runs: something must listen on the ports. */
    public static PortsCheck whileRunning() {
        return new PortsCheck(true);
    }

    /** The server does not run: the ports must be free. */
    public static PortsCheck beforeStart() {
        return new PortsCheck(false);
    }

    @Override
    public List<Finding> run(LoadedConfig loaded) {
        List<Finding> findings = new ArrayList<>();
        List<ListenerConfig> listeners = new ArrayList<>(loaded.config().listeners());
        for (HttpListenerConfig http : loaded.config().http().listeners()) {
            listeners.add(new ListenerConfig(http.address(), http.port(), http.tls()));
        }
        for (ListenerConfig listener : listeners) {
            if (listener.port() != 0) {
                findings.add(running ? connects(listener) : isFree(listener));
            }
        }
        return findings;
    }

    private static Finding connects(ListenerConfig listener) {
        try (Socket socket = new Socket()) {
            InetAddress address = InetAddress.ofLiteral(listener.address());
            InetAddress target = address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
            socket.connect(new InetSocketAddress(target, listener.port()), PATIENCE_MILLIS);
            return Finding.ok(SUBJECT, written(listener) + " accepts connections");
        } catch (IOException e) {
            return Finding.error(
                    SUBJECT,
                    written(listener) + " does not accept connections: " + e.getMessage(),
                    "a listener that was added or changed needs a restart");
        }
    }

    private static Finding isFree(ListenerConfig listener) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(listener.address()), listener.port()));
            return Finding.ok(SUBJECT, written(listener) + " is free");
        } catch (IOException e) {
            return Finding.error(
                    SUBJECT,
                    written(listener) + " cannot be used: " + e.getMessage(),
                    "find the program that has it with \"ss -tlnp\", or set another port or address");
        }
    }

    private static String written(ListenerConfig listener) {
        return "port " + listener.port() + " of " + listener.address();
    }
}
