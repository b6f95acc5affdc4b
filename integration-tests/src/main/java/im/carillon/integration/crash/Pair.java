package im.carillon.integration.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** One who talks without a pause and one who listens. */
final class Pair {

    private static final int WINDOW = 48;
    private static final int PER_REQUEST = 8;

    private final Client talker;
    private final Client listener;
    private int said;

    Pair(Client talker, Client listener) {
        this.talker = talker;
        this.listener = listener;
    }

    List<Client> clients() {
        return List.of(talker, listener);
    }

    Client talker() {
        return talker;
    }

    /** Talks until the connection is gone, or so many more were said. */
    void talk(int more) throws InterruptedException {
        for (int i = 0; i < more; i++) {
            if (!talker.awaitRoom(WINDOW)) {
                return;
            }
            said++;
            talker.send("<message to='" + listener.address() + "' type='chat' id='m" + said + "'><body>" + said
                    + "</body><origin-id xmlns='urn:xmpp:sid:0' id='o" + said + "'/></message>");
            if (said % PER_REQUEST == 0) {
                talker.request();
            }
        }
    }

    /** Waits until everything that was said is acknowledged. */
    void finish() throws InterruptedException {
        talker.request();
        if (!talker.awaitRoom(0)) {
            throw new IllegalStateException("the connection was lost although nobody killed the server");
        }
    }

    boolean hasHeardAll() {
        return listener.received().size() >= said;
    }

    /** What is wrong with what arrived and with what is stored. */
    List<String> problems() throws InterruptedException {
        List<Integer> expected = IntStream.rangeClosed(1, said).boxed().toList();
        List<String> problems = new ArrayList<>();
        compare("arrived", expected, listener.received(), problems);
        compare("is in the archive", expected, listener.archive(), problems);
        return problems;
    }

    private static void compare(String where, List<Integer> expected, List<Integer> actual, List<String> problems) {
        if (actual.equals(expected)) {
            return;
        }
        List<Integer> missing = new ArrayList<>(expected);
        missing.removeAll(actual);
        List<Integer> twice = new ArrayList<>(actual);
        actual.stream().distinct().forEach(each -> twice.remove(/* element */ each));
        problems.add(
                missing.size() + " of " + expected.size() + " messages never " + where + " " + first(missing) + ", "
                        + twice.size() + " more than once " + first(twice)
                        + (missing.isEmpty() && twice.isEmpty() ? ", out of order" : ""));
    }

    private static List<Integer> first(List<Integer> numbers) {
        return numbers.subList(0, Math.min(5, numbers.size()));
    }

    int said() {
        return said;
    }
}
