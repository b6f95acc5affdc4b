package im.carillon.storage;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.zip.CRC32C;

/**
 * What is in a segment of the journal, all numbers big-endian.
 *
 * <pre>
 * segment: head record* rest
 * head:    "CarillonJournal1"  number of the database (8)  first sequence (8)  CRC-32C of the above (4)
 * record:  "rec!"  CRC-32C of what follows (4)  sequence (8)  length (4)  payload
 * </pre>
 *
 * A record is one group. Sequences count without gaps over all segments. What follows the last record
 * is nothing, or, in a file that is used again, records with smaller sequences, or the torn rest of a
 * record that was being written when the power went.
 */
final class JournalFormat {

    static final int HEAD = 64;
    static final int RECORD_HEAD = 20;

    private static final long MAGIC_HIGH = 0x436172696c6c6f6eL;
    private static final long MAGIC_LOW = 0x4a6f75726e616c31L;
    private static final int HEAD_SUMMED = 32;
    private static final int RECORD = 0x72656321;
    private static final int SUMMED_FROM = 8;

    private JournalFormat() {}

    /**
     * What the head of a segment says.
     *
     * @param database the number that the database was given, to recognise its own journal
     * @param first the sequence of the first record
     */
    record Head(long database, long first) {}

    static ByteBuffer head(Head head) {
        ByteBuffer buffer = ByteBuffer.allocate(HEAD);
        buffer.putLong(MAGIC_HIGH).putLong(MAGIC_LOW).putLong(head.database()).putLong(head.first());
        buffer.putInt(sum(buffer.array(), 0, HEAD_SUMMED));
        return buffer.clear();
    }

    /** @throws BrokenRecordException when this is no head */
    static Head readHead(byte[] file) throws BrokenRecordException {
        if (file.length < HEAD) {
            throw new BrokenRecordException(0, "the file is too short for its head");
        }
        ByteBuffer buffer = ByteBuffer.wrap(file);
        long high = buffer.getLong();
        long low = buffer.getLong();
        Head head = new Head(buffer.getLong(), buffer.getLong());
        if (high != MAGIC_HIGH || low != MAGIC_LOW || buffer.getInt() != sum(file, 0, HEAD_SUMMED)) {
            throw new BrokenRecordException(0, "the head of the file is damaged");
        }
        return head;
    }

    /** Fills in the head of a record whose payload stands behind room for it. */
    static void seal(byte[] record, int length, long sequence) {
        ByteBuffer.wrap(record).putInt(RECORD).putInt(0).putLong(sequence).putInt(length - RECORD_HEAD);
        ByteBuffer.wrap(record).putInt(4, sum(record, SUMMED_FROM, length));
    }

    /** The end of the record with this sequence that begins here, if there is one, whole and sound. */
    static OptionalInt endOfRecord(byte[] file, int from, long sequence) {
        return isRecord(file, from) && ByteBuffer.wrap(file).getLong(from + SUMMED_FROM) == sequence
                ? OptionalInt.of(from + RECORD_HEAD + length(file, from))
                : OptionalInt.empty();
    }

    /** Looks for a sound record at or after a place whose sequence is not below the given one. */
    static OptionalInt laterRecord(byte[] file, int from, long sequence) {
        for (int at = from; at <= file.length - RECORD_HEAD; at++) {
            if (ByteBuffer.wrap(file).getInt(at) == RECORD
                    && ByteBuffer.wrap(file).getLong(at + SUMMED_FROM) >= sequence
                    && isRecord(file, at)) {
                return OptionalInt.of(at);
            }
        }
        return OptionalInt.empty();
    }

    private static boolean isRecord(byte[] file, int from) {
        if (from > file.length - RECORD_HEAD || ByteBuffer.wrap(file).getInt(from) != RECORD) {
            return false;
        }
        int length = length(file, from);
        return length >= 0
                && length <= file.length - from - RECORD_HEAD
                && ByteBuffer.wrap(file).getInt(from + 4) == sum(file, from + SUMMED_FROM, from + RECORD_HEAD + length);
    }

    private static int length(byte[] file, int from) {
        return ByteBuffer.wrap(file).getInt(from + RECORD_HEAD - 4);
    }

    private static int sum(byte[] bytes, int from, int to) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, from, to - from);
        return (int) sum.getValue();
    }

    /** A segment cannot be read from some place on. */
    static final class BrokenRecordException extends Exception {

        private static final long serialVersionUID = 1L;

        private final int place;

        BrokenRecordException(int place, String message) {
            super(message);
            this.place = place;
        }

        int place() {
            return place;
        }
    }
}
