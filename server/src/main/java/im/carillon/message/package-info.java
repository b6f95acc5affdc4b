/**
 * Messages for accounts: who gets them (RFC 6121 §8.5), what is kept (XEP-0160 1.0.1, XEP-0313 §5,
 * hints of XEP-0334 1.0.0), and with which stable id (XEP-0359 0.7.0).
 */
@NullMarked
package im.carillon.message;

import org.jspecify.annotations.NullMarked;
