package im.carillon.bench;

/** The server does not speak what a row would measure; the other rows are not touched by that. */
final class NotOfferedException extends BenchmarkException {

    NotOfferedException(String what, String features) {
        super("The server does not offer " + what + ": " + features);
    }
}
