/** The server as it is shipped, started as a process of its own, and clients that others wrote to talk to it. */
@NullMarked
package im.carillon.integration;

import org.jspecify.annotations.NullMarked;
