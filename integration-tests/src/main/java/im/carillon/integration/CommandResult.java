package im.carillon.integration;

/**
 * What a finished command said.
 *
 * @param exitCode 0 when it succeeded
 * @param output everything it wrote, errors included
 */
public record CommandResult(int exitCode, String output) {

    /** The output of a command that must succeed. */
    public String orThrow() {
        if (exitCode != 0) {
            throw new IllegalStateException("exit code " + exitCode + ": " + output);
        }
        return output;
    }
}
