/** A server on free ports and a client that says exactly what a test tells it to. */
@NullMarked
package im.carillon.testkit;

import org.jspecify.annotations.NullMarked;
