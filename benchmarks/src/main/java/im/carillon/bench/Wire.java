package im.carillon.bench;

import static im.carillon.bench.Frame.bytes;

import java.util.Arrays;

/** What frames look like on a link: as they are (RFC 6120), or each a message of a WebSocket (RFC 7395). */
enum Wire {
    TCP {
        @Override
        byte[] opening(String domain) {
            return bytes("<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
                    + "xmlns:stream='http://etherx.jabber.org/streams' to='" + domain + "' version='1.0'>");
        }

        @Override
        byte[] closing() {
            return bytes("</stream:stream>");
        }

        @Override
        int put(byte[] frame, byte[] out, int at) {
            System.arraycopy(frame, 0, out, at, frame.length);
            return at + frame.length;
        }
    },

    WEB_SOCKET {
        @Override
        byte[] opening(String domain) {
            return bytes("<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='" + domain + "' version='1.0'/>");
        }

        @Override
        byte[] closing() {
            return bytes("<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>");
        }

        // a text frame, masked with zeros (RFC 6455 §5.2)
        @Override
        int put(byte[] frame, byte[] out, int at) {
            int length = frame.length + (isStanza(frame) ? CLIENT.length : 0);
            return stanza(frame, out, header(0x81, length, out, at));
        }
    };

    /** How much longer than itself a frame may become. */
    static final int ROOM = 64;

    private static final byte[] CLIENT = bytes(" xmlns='jabber:client'");

    abstract byte[] opening(String domain);

    abstract byte[] closing();

    /** Writes a frame and returns the index behind it. */
    abstract int put(byte[] frame, byte[] out, int at);

    /** Writes a frame, with the namespace that a stanza has to say itself outside of a stream. */
    static int stanza(byte[] frame, byte[] out, int at) {
        if (!isStanza(frame)) {
            return TCP.put(frame, out, at);
        }
        int name = nameEnd(frame);
        System.arraycopy(frame, 0, out, at, name);
        System.arraycopy(CLIENT, 0, out, at + name, CLIENT.length);
        System.arraycopy(frame, name, out, at + name + CLIENT.length, frame.length - name);
        return at + frame.length + CLIENT.length;
    }

    /** The header of a WebSocket frame that is masked with zeros. */
    static int header(int first, int length, byte[] out, int at) {
        int i = at;
        out[i++] = (byte) first;
        if (length < 126) {
            out[i++] = (byte) (0x80 | length);
        } else {
            out[i++] = (byte) (0x80 | 126);
            out[i++] = (byte) (length >> 8);
            out[i++] = (byte) length;
        }
        // the mask; the buffer was used before
        Arrays.fill(out, i, i + 4, (byte) 0);
        return i + 4;
    }

    private static boolean isStanza(byte[] frame) {
        return switch (frame[1]) {
            case 'm', 'p' -> true;
            case 'i' -> frame[2] == 'q';
            default -> false;
        };
    }

    private static int nameEnd(byte[] frame) {
        int i = 1;
        while (frame[i] > ' ' && frame[i] != '>' && frame[i] != '/') {
            i++;
        }
        return i;
    }
}
