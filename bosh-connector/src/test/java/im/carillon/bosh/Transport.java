package im.carillon.bosh;

import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.websocket.RawWebSocket;
import im.carillon.xml.XmlElement;
import java.io.IOException;
import java.util.function.Predicate;

/** The ways to connect, which differ in nothing above the stream. */
enum Transport {
    TCP {
        @Override
        Client connect(TestServer server, String account) throws IOException {
            RawClient client = server.connect();
            client.open();
            client.authenticate(account, account);
            client.open();
            return new Client() {
                @Override
                public void bind(String resource) throws IOException {
                    client.bind(resource);
                }

                @Override
                public void send(String stanza) throws IOException {
                    client.send(stanza);
                }

                @Override
                public XmlElement receive(Predicate<XmlElement> wanted) throws IOException {
                    return client.receive(wanted);
                }

                @Override
                public void cut() throws IOException {
                    client.close();
                }
            };
        }
    },

    WEBSOCKET {
        @Override
        Client connect(TestServer server, String account) throws IOException {
            RawWebSocket client = RawWebSocket.connect(server);
            client.open();
            client.authenticate(account);
            client.open();
            return new Client() {
                @Override
                public void bind(String resource) throws IOException {
                    client.bind(resource);
                }

                @Override
                public void send(String stanza) throws IOException {
                    client.send(stanza);
                }

                @Override
                public XmlElement receive(Predicate<XmlElement> wanted) throws IOException {
                    return client.receive(wanted);
                }

                @Override
                public void cut() throws IOException {
                    client.close();
                }
            };
        }
    },

    BOSH {
        @Override
        Client connect(TestServer server, String account) throws IOException {
            BoshClient client = BoshClient.of(server);
            client.begin();
            client.authenticate(account);
            return new Client() {
                @Override
                public void bind(String resource) throws IOException {
                    client.bind(resource);
                }

                @Override
                public void send(String stanza) throws IOException {
                    client.say(stanza);
                }

                @Override
                public XmlElement receive(Predicate<XmlElement> wanted) throws IOException {
                    return client.receive(wanted);
                }

                // there is no connection, so it ends by a request that nobody should make
                @Override
                public void cut() throws IOException {
                    client.send(client.rid() + 50, "", "").answer();
                }
            };
        }
    };

    /** A client that has logged in and has no resource yet. */
    interface Client {
        void bind(String resource) throws IOException;

        void send(String stanza) throws IOException;

        XmlElement receive(Predicate<XmlElement> wanted) throws IOException;

        default XmlElement receive(String name) throws IOException {
            return receive(element -> element.name().equals(name));
        }

        void cut() throws IOException;
    }

    abstract Client connect(TestServer server, String account) throws IOException;
}
