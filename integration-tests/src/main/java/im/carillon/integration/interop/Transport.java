package im.carillon.integration.interop;

import java.util.Arrays;

/** How the clients of the suite connect. */
enum Transport {
    TCP("tcp"),
    BOSH("bosh"),
    WEBSOCKET("websocket");

    private final String word;

    Transport(String word) {
        this.word = word;
    }

    /** On the command line, and in the suite. */
    String word() {
        return word;
    }

    /** Whether it goes over plain HTTP: Smack cannot be told to trust the local authority there. */
    boolean isPlain() {
        return this != TCP;
    }

    static Transport of(String word) {
        return Arrays.stream(values())
                .filter(transport -> transport.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--transport is tcp, bosh or websocket"));
    }
}
