package im.carillon.command;

/**
 * Who runs a command, for the log.
 *
 * @param name a system user or an address
 * @param channel the way in, such as {@code control socket}
 */
public record Caller(String name, String channel) {

    @Override
    public String toString() {
        return name + " (" + channel + ")";
    }
}
