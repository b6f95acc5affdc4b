package im.carillon.integration.crash;

import im.carillon.integration.Configuration;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** One connection: writes what it is given and hands out the elements at the first level of the stream. */
final class Wire implements AutoCloseable {

    private static final String HEADER = "<?xml version='1.0'?><stream:stream xmlns='jabber:client'"
            + " xmlns:stream='http://etherx.jabber.org/streams' version='1.0' to='" + Configuration.HOST + "'>";

    private final Socket socket;
    private final OutputStream output;
    private XMLStreamReader reader;

    Wire(int port) throws IOException, XMLStreamException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        output = socket.getOutputStream();
        reader = open();
    }

    private XMLStreamReader open() throws IOException, XMLStreamException {
        write(HEADER);
        XMLStreamReader opened = XMLInputFactory.newDefaultFactory().createXMLStreamReader(socket.getInputStream());
        while (opened.next() != XMLStreamConstants.START_ELEMENT) {
            // what comes before the header is of no interest
        }
        return opened;
    }

    /** A new stream on the same connection. */
    void restart() throws IOException, XMLStreamException {
        reader = open();
    }

    void write(String xml) throws IOException {
        byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
        synchronized (output) {
            output.write(bytes);
            output.flush();
        }
    }

    /** The next element; blocks. An end of the stream is an error. */
    Seen next() throws XMLStreamException, IOException {
        while (true) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    return Seen.read(reader);
                }
                case XMLStreamConstants.END_ELEMENT, XMLStreamConstants.END_DOCUMENT ->
                    throw new IOException("the stream has ended");
                default -> {
                    // white space between elements
                }
            }
        }
    }

    /** What is broken anyway is not worth a complaint. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // nothing more can be done with it
        }
    }
}
