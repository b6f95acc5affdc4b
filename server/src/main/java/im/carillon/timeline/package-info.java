/**
 * Timelines: durable ordered logs of stanzas. A stanza is stored once and put into the timelines of
 * those it concerns; whoever reads one is a cursor on it.
 */
@NullMarked
package im.carillon.timeline;

import org.jspecify.annotations.NullMarked;
