package im.carillon.integration;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.ConnectionListener;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.chat2.ChatManager;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.roster.Roster;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.stringprep.XmppStringprepException;

/**
 * A user with Smack: trusts the server's local authority alone, insists on TLS and on the right name
 * in the certificate, and remembers what arrives.
 */
public final class SmackClient implements AutoCloseable {

    /** Long enough for a busy machine; nothing here takes this long. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    private final XMPPTCPConnection connection;
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Exception> brokenOff = new CompletableFuture<>();

    private SmackClient(XMPPTCPConnection connection) {
        this.connection = connection;
    }

    static SmackClient of(
            int port,
            LocalAuthority authority,
            Account account,
            Consumer<XMPPTCPConnectionConfiguration.Builder> changes) {
        try {
            XMPPTCPConnectionConfiguration.Builder builder = XMPPTCPConnectionConfiguration.builder()
                    .setXmppDomain(Configuration.HOST)
                    .setHostAddress(InetAddress.getLoopbackAddress())
                    .setPort(port)
                    .setUsernameAndPassword(account.name(), account.password())
                    .setSecurityMode(SecurityMode.required)
                    .setCustomX509TrustManager(authority.trustManager());
            changes.accept(builder);
            SmackClient client = new SmackClient(new XMPPTCPConnection(builder.build()));
            client.listen();
            return client;
        } catch (XmppStringprepException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private void listen() {
        connection.setReplyTimeout(PATIENCE.toMillis());
        connection.addConnectionListener(new ConnectionListener() {
            @Override
            public void connectionClosedOnError(Exception reason) {
                brokenOff.complete(reason);
            }
        });
        ChatManager.getInstanceFor(connection).addIncomingListener((from, message, chat) -> messages.add(message));
    }

    /** Connects, negotiates TLS, authenticates, binds, fetches the roster and becomes available. */
    public void logIn() {
        try {
            connect();
            authenticate();
        } catch (IOException | SmackException | XMPPException e) {
            throw new IllegalStateException("cannot log in", e);
        }
    }

    public void connect() throws IOException, SmackException, XMPPException {
        try {
            connection.connect();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    public void authenticate() throws IOException, SmackException, XMPPException {
        try {
            connection.login();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    public XMPPTCPConnection connection() {
        return connection;
    }

    public Roster roster() {
        return Roster.getInstanceFor(connection);
    }

    public EntityBareJid address() {
        return Objects.requireNonNull(connection.getUser(), "not logged in").asEntityBareJid();
    }

    public void says(String text, SmackClient to) throws SmackException.NotConnectedException {
        try {
            ChatManager.getInstanceFor(connection).chatWith(to.address()).send(text);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** The next chat message that arrives. */
    public Message hears() {
        try {
            Message message = messages.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("no message arrived within " + PATIENCE);
            }
            return message;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Why the server ended the stream. */
    public Exception brokenOff() {
        try {
            return brokenOff.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("the stream is still there after " + PATIENCE, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", cause);
    }

    @Override
    public void close() {
        connection.disconnect();
    }
}
