package im.carillon.upload.http;

import im.carillon.http.RawHttp;
import im.carillon.testkit.TestServer;
import im.carillon.upload.http.Uploader.Slot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A server whose files are on a small disk, in a process of its own; {@link FullDiskTest} starts it. */
public final class FullDisk {

    private static final int SIZE = 4_000_000;

    private FullDisk() {}

    /** Argument: the folder of the small disk. */
    public static void main(String[] arguments) throws Exception {
        Path disk = Path.of(arguments[0]);
        TestServer server =
                new TestServer("\n[upload]\nfolder = \"" + disk.resolve("uploads") + "\"\nleave_free = \"0 B\"\n");
        server.begin();
        try (Uploader romeo = new Uploader(server, "romeo")) {
            int refused = uploadWhileTheDiskFills(server, romeo, disk);
            require(contents(disk).isEmpty(), "something was left behind: " + contents(disk));
            Slot slot = romeo.slot("b.bin", SIZE, "application/octet-stream");
            int stored =
                    romeo.put(slot, new byte[SIZE], "application/octet-stream").status();
            System.out.println("refused with " + refused + ", then stored with " + stored);
        }
        System.exit(0);
    }

    private static int uploadWhileTheDiskFills(TestServer server, Uploader romeo, Path disk) throws IOException {
        Slot slot = romeo.slot("a.bin", SIZE, "application/octet-stream");
        Path ballast = disk.resolve("ballast");
        try (RawHttp http = RawHttp.connect(server)) {
            http.send("PUT " + slot.putPath() + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + SIZE + "\r\n\r\n");
            http.send(new byte[SIZE / 4]);
            while (contents(disk).isEmpty()) {
                Thread.onSpinWait();
            }
            Files.write(ballast, new byte[6_500_000]);
            http.send(new byte[SIZE - SIZE / 4]);
            return http.answer().status();
        } finally {
            Files.deleteIfExists(ballast);
        }
    }

    private static List<Path> contents(Path disk) throws IOException {
        try (Stream<Path> all = Files.walk(disk.resolve("uploads"))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
