/** JMH benchmarks of what every stanza passes through: cutting, parsing, addressing and serialising (RFC 6120 §8). */
@NullMarked
package im.carillon.bench.jmh;

import org.jspecify.annotations.NullMarked;
