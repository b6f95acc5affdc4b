package im.carillon.timeline;

/**
 * The positions of the last messages by hash: two tables, of which the older one is dropped when the
 * younger one is full, so that between {@code most} and twice as many are known. It grows with the
 * traffic; a hash that is known takes 32 to 64 bytes. Not safe for use by several threads.
 */
final class RecentPositions {

    private static final int SMALLEST = 1 << 10;

    private final int most;
    private Table young = new Table(SMALLEST);
    private Table old = new Table(1);

    /** @param most how many make room for newer ones at once; a power of two */
    RecentPositions(int most) {
        this.most = most;
    }

    /** The position that was put last for a hash, or 0. */
    long get(long hash) {
        long found = young.get(hash);
        return found == 0 ? old.get(hash) : found;
    }

    void put(long hash, long position) {
        if (young.used >= most) {
            old = young;
            young = new Table(SMALLEST);
        } else if (young.used * 2 >= young.hashes.length) {
            young = young.grown();
        }
        young.put(hash, position);
    }

    void forget(long hash) {
        young.forget(hash);
        old.forget(hash);
    }

    /** Open addressing, at most half full; 0 is no hash, and no position. */
    private static final class Table {

        private final long[] hashes;
        private final long[] positions;
        private int used;

        Table(int slots) {
            hashes = new long[slots];
            positions = new long[slots];
        }

        private int slot(long hash) {
            int slot = (int) hash & hashes.length - 1;
            while (hashes[slot] != hash && hashes[slot] != 0) {
                slot = slot + 1 & hashes.length - 1;
            }
            return slot;
        }

        long get(long hash) {
            return positions[slot(hash)];
        }

        void put(long hash, long position) {
            int slot = slot(hash);
            if (hashes[slot] == 0) {
                hashes[slot] = hash;
                used++;
            }
            positions[slot] = position;
        }

        void forget(long hash) {
            positions[slot(hash)] = 0;
        }

        Table grown() {
            Table grown = new Table(hashes.length * 2);
            for (int i = 0; i < hashes.length; i++) {
                if (positions[i] != 0) {
                    grown.put(hashes[i], positions[i]);
                }
            }
            return grown;
        }
    }
}
