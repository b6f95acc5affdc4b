/**
 * The control channel: administration commands over a Unix socket that the file system guards. Every
 * message is a {@link im.carillon.command.control.Frame}.
 */
@NullMarked
package im.carillon.command.control;

import org.jspecify.annotations.NullMarked;
