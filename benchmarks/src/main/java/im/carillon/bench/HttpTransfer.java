package im.carillon.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Uploads and fetches over plain HTTP/1.1, with as little work as possible. */
final class HttpTransfer {
    private static final int PIECE = 256 * 1024;

    private HttpTransfer() {}

    static void put(URI address, long size) {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(head("PUT", address, "Content-Length: " + size + "\r\n"));
            byte[] piece = new byte[PIECE];
            for (long left = size; left > 0; left -= piece.length) {
                out.write(piece, 0, (int) Math.min(left, piece.length));
            }
            out.flush();
            status(socket.getInputStream(), "201");
        } catch (IOException e) {
            throw new BenchmarkException("An upload failed", e);
        }
    }

    /** @return how many bytes came, the headers included */
    static long get(URI address) {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write(head("GET", address, ""));
            InputStream in = socket.getInputStream();
            long count = status(in, "200");
            byte[] piece = new byte[PIECE];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                count += read;
            }
            return count;
        } catch (IOException e) {
            throw new BenchmarkException("A download failed", e);
        }
    }

    private static byte[] head(String method, URI address, String more) {
        String path = address.getRawPath() + (address.getRawQuery() == null ? "" : '?' + address.getRawQuery());
        return (method + ' ' + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + more + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static int status(InputStream in, String expected) throws IOException {
        String line = new String(in.readNBytes("HTTP/1.1 200".length()), StandardCharsets.US_ASCII);
        if (!line.endsWith(expected)) {
            throw new IOException("the answer is " + line);
        }
        return line.length();
    }
}
