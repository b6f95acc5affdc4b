/**
 * XML values and their wire form: immutable elements, the restricted parser every entry uses, the
 * scanner that cuts a TCP byte stream into stanzas (RFC 6120 §11), and the encoder.
 */
@NullMarked
package im.carillon.xml;

import org.jspecify.annotations.NullMarked;
