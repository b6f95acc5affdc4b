/** What it costs to make messages durable, measured inside one process without sockets. */
@NullMarked
package im.carillon.bench.storage;

import org.jspecify.annotations.NullMarked;
