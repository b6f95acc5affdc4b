package im.carillon.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Opens many sessions, a given number of them at a time. */
final class Storm {
    private static final Duration STALLED = Duration.ofSeconds(20);

    private final Opener opener;
    private final List<Session> opened = new ArrayList<>();
    private int next;
    private int end;

    private Storm(Opener opener) {
        this.opener = opener;
    }

    static List<Session> open(LoadLoop loop, Opener opener, int first, int count, int atATime) {
        Storm storm = new Storm(opener);
        storm.next = first;
        storm.end = first + count;
        for (int i = 0; i < atATime; i++) {
            storm.openNext();
        }
        while (storm.opened.size() < count) {
            int before = storm.opened.size();
            if (!loop.runUntil(() -> storm.opened.size() > before, STALLED)) {
                throw new BenchmarkException("No session was opened for " + STALLED.toSeconds() + " s, " + before
                        + " of " + count + " stand");
            }
        }
        return List.copyOf(storm.opened);
    }

    private void openNext() {
        if (next < end) {
            opener.open(next++, session -> {
                opened.add(session);
                openNext();
            });
        }
    }
}
