/**
 * Messages for accounts: who gets them (RFC 6121 §8.5), what is kept (XEP-0160 1.0.1, XEP-0313 1.1.3
 * §5.1, hints of XEP-0334 1.0.0), with which stable id (XEP-0359 0.7.0) and which note of delay
 * (XEP-0203 2.0).
 */
@NullMarked
package im.carillon.message;

import org.jspecify.annotations.NullMarked;
