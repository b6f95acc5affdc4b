package im.carillon.muc.store;

import im.carillon.jid.Jid;
import im.carillon.muc.state.Subject;
import im.carillon.storage.ChangeInput;
import im.carillon.storage.ChangeKind;
import im.carillon.storage.ChangeOutput;
import im.carillon.storage.WriteContext;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What happens to rooms along with stanzas: subjects, and the end of those that are not persistent. */
final class RoomRows implements ChangeKind<RoomRows.Change> {

    static final RoomRows KIND = new RoomRows();

    /** Frees the address. What was said goes later, since its rows may be written after this one. */
    static final String END = "UPDATE room SET ended = 1, persistent = 0, listed = 0,"
            + " localpart = localpart || '/' || id WHERE id = ? AND ended = 0";

    private static final int SUBJECT = 0;
    private static final int ENDED = 1;

    sealed interface Change {
        record SubjectSet(long room, Subject subject) implements Change {}

        record Ended(long room) implements Change {}
    }

    @Override
    public String name() {
        return "room";
    }

    @Override
    public void encode(Change change, ChangeOutput out) {
        switch (change) {
            case Change.SubjectSet(long room, Subject subject) ->
                out.number(SUBJECT)
                        .number(room)
                        .text(subject.text())
                        .text(subject.by().toString())
                        .number(micros(subject.time()));
            case Change.Ended(long room) -> out.number(ENDED).number(room);
        }
    }

    @Override
    public Change decode(ChangeInput in) {
        return switch ((int) in.number()) {
            case SUBJECT ->
                new Change.SubjectSet(in.number(), new Subject(in.text(), Jid.of(in.text()), time(in.number())));
            case ENDED -> new Change.Ended(in.number());
            default -> throw new IllegalStateException("no change of a room is written like that");
        };
    }

    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    static Instant time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    @Override
    public void apply(WriteContext context, List<Change> batch) throws SQLException {
        for (Change change : batch) {
            switch (change) {
                case Change.SubjectSet(long room, Subject subject) -> setSubject(context, room, subject);
                case Change.Ended(long room) -> end(context, room);
            }
        }
    }

    private static void setSubject(WriteContext context, long room, Subject subject) throws SQLException {
        PreparedStatement update =
                context.prepared("UPDATE room SET subject = ?, subject_by = ?, subject_time = ? WHERE id = ?");
        update.setString(1, subject.text());
        update.setString(2, subject.by().toString());
        update.setLong(3, micros(subject.time()));
        update.setLong(4, room);
        update.executeUpdate();
    }

    private static void end(WriteContext context, long room) throws SQLException {
        PreparedStatement end = context.prepared(END);
        end.setLong(1, room);
        end.executeUpdate();
    }
}
