package im.carillon.upload.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A part of a file, of at least one byte. */
record ByteRange(long from, long length) {

    private static final Pattern FORM =
            Pattern.compile("bytes[ \\t]*=[ \\t,]*([0-9]{0,18})-([0-9]{0,18})[ \\t,]*", Pattern.CASE_INSENSITIVE);

    /** What a request for a part comes to (RFC 9110 §14.2). */
    sealed interface Wanted {}

    /** All of it: no part was asked for, or several, or something that is not known. */
    record Whole() implements Wanted {}

    record Part(ByteRange range) implements Wanted {}

    /** There is no such part. */
    record Unsatisfiable() implements Wanted {}

    static Wanted wanted(Optional<String> header, long size) {
        if (header.isEmpty()) {
            return new Whole();
        }
        Matcher matcher = FORM.matcher(header.get());
        if (!matcher.matches()) {
            return new Whole();
        }
        String first = matcher.group(1);
        String last = matcher.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? new Whole() : suffix(Long.parseLong(last), size);
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last);
        if (to < from) {
            return new Whole();
        }
        return from >= size ? new Unsatisfiable() : new Part(new ByteRange(from, Math.min(to, size - 1) - from + 1));
    }

    private static Wanted suffix(long count, long size) {
        long length = Math.min(count, size);
        return length == 0 ? new Unsatisfiable() : new Part(new ByteRange(size - length, length));
    }

    String contentRange(long size) {
        return "bytes " + from + '-' + (from + length - 1) + '/' + size;
    }
}
