package im.carillon.bench;

/** Tells the person who waits what goes on, apart from the table, which alone goes to the standard output. */
final class Progress {

    private Progress() {}

    static void say(String what) {
        System.err.println(what);
    }
}
