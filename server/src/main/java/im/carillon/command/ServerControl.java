package im.carillon.command;

/** What the commands need of the running server. */
public interface ServerControl {

    ServerStatus status();

    /** Begins to stop and returns at once, so that the answer to the command still goes out. */
    void stop();

    /** Reads the configuration again; one with problems changes nothing. */
    ReloadResult reload();
}
