package im.carillon.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentPositionsTest {

    private static final int MOST = 1 << 12;

    private static long hash(int i) {
        return (i + 1) * 0x9e3779b97f4a7c15L;
    }

    @Test
    void theLastOnesAreKnownAndTheOldestForgotten() {
        RecentPositions known = new RecentPositions(MOST);
        int count = 10 * MOST;
        for (int i = 0; i < count; i++) {
            known.put(hash(i), i + 1);
        }
        for (int i = count - MOST; i < count; i++) {
            assertThat(known.get(hash(i))).isEqualTo(i + 1);
        }
        for (int i = 0; i < count - 2 * MOST; i++) {
            assertThat(known.get(hash(i))).isZero();
        }
    }

    @Test
    void whatIsForgottenLeavesItsNeighbours() {
        RecentPositions known = new RecentPositions(MOST);
        known.put(5, 1);
        known.put(5 + MOST, 2);
        known.put(5 + 2 * MOST, 3);
        known.forget(5);
        assertThat(known.get(5)).isZero();
        assertThat(known.get(5 + MOST)).isEqualTo(2);
        assertThat(known.get(5 + 2 * MOST)).isEqualTo(3);
        known.put(5, 4);
        assertThat(known.get(5)).isEqualTo(4);
    }
}
