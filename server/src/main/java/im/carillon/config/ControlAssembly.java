package im.carillon.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The control socket, whose path the system keeps in a small fixed field. */
final class ControlAssembly {

    /** {@code sockaddr_un.sun_path} has 108 bytes, the last of which is zero. */
    private static final int LONGEST = 107;

    private ControlAssembly() {}

    static ControlConfig assemble(TableReader reader, Path file, Problems problems) {
        Path socket = reader.get(ConfigSchema.CONTROL_SOCKET);
        int length = socket.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST) {
            problems.add(
                    reader.source(ConfigSchema.CONTROL_SOCKET).orElse(ConfigSource.of(file)),
                    "control.socket: the path " + socket + " has " + length + " bytes, a Unix socket may have "
                            + LONGEST);
        }
        return new ControlConfig(socket);
    }
}
