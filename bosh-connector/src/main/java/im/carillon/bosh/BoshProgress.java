package im.carillon.bosh;

import im.carillon.transport.Progress;
import java.nio.charset.StandardCharsets;

/**
 * How far a client has come, as it is stored.
 *
 * @param rid its latest request
 * @param part how much of what that brought is handled
 * @param pause for how many seconds it announced to be away, or 0
 * @param before what the key of that request had to continue
 * @param after what the key of the next one has to continue
 * @param isEssential whether the same would be done twice if this were forgotten
 */
record BoshProgress(long rid, int part, int pause, KeySequence before, KeySequence after, boolean isEssential)
        implements Progress {

    @Override
    public byte[] bytes() {
        String written = rid + " " + part + " " + pause + " " + before.written() + " " + after.written();
        return written.getBytes(StandardCharsets.UTF_8);
    }

    static BoshProgress of(byte[] stored) {
        String[] parts = new String(stored, StandardCharsets.UTF_8).split(" ", -1);
        return new BoshProgress(
                Long.parseLong(parts[0]),
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                KeySequence.read(parts[3]),
                KeySequence.read(parts[4]),
                false);
    }

    /** What the key of any request near this one has to continue, as long as its sequence was not changed. */
    KeySequence keysBefore(long other) {
        if (other > rid) {
            return after.further((int) (other - rid - 1));
        }
        return before.earlier((int) (rid - other));
    }
}
