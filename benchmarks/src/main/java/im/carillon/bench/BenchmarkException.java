package im.carillon.bench;

/** What makes a run worthless: an answer that is missing, an answer nobody asked for, a server that does not start. */
class BenchmarkException extends RuntimeException {

    BenchmarkException(String message) {
        super(message);
    }

    BenchmarkException(String message, Throwable cause) {
        super(message, cause);
    }
}
