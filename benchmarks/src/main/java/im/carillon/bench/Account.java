package im.carillon.bench;

/** A user of the measured server. All have the same password and salt, so that the load derives keys once. */
record Account(int number) {

    String user() {
        return "bench%05d".formatted(number);
    }
}
