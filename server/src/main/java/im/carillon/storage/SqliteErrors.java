package im.carillon.storage;

import java.util.EnumSet;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What an error of SQLite is about. */
final class SqliteErrors {

    /** Errors that the same rows will meet again whenever they are written. */
    private static final Set<SQLiteErrorCode> OF_THE_ROWS = EnumSet.of(
            SQLiteErrorCode.SQLITE_ERROR,
            SQLiteErrorCode.SQLITE_CONSTRAINT,
            SQLiteErrorCode.SQLITE_MISMATCH,
            SQLiteErrorCode.SQLITE_TOOBIG,
            SQLiteErrorCode.SQLITE_RANGE);

    private static final int PRIMARY = 0xff;

    private SqliteErrors() {}

    /** Whether the rows are at fault, and not the disk, the folder or another process. */
    static boolean isOfTheRows(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException known) {
                return OF_THE_ROWS.contains(primary(known));
            }
        }
        return e instanceof RuntimeException;
    }

    /** Whether writing or syncing a file failed, so that what was written before may be gone too. */
    static boolean isInputOutput(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException known) {
                return primary(known) == SQLiteErrorCode.SQLITE_IOERR;
            }
        }
        return false;
    }

    private static SQLiteErrorCode primary(SQLiteException e) {
        return SQLiteErrorCode.getErrorCode(e.getResultCode().code & PRIMARY);
    }
}
