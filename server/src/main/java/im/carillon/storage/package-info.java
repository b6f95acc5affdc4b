/**
 * The database: connections, migrations, and the committer that makes many units of work durable
 * with one transaction and one fsync. SQLite (embedded) and PostgreSQL behind one set of SQL.
 */
@NullMarked
package im.carillon.storage;

import org.jspecify.annotations.NullMarked;
