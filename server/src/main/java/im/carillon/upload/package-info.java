/** HTTP File Upload (XEP-0363 1.2.0): who may upload what, where it is kept, and when it goes. */
@NullMarked
package im.carillon.upload;

import org.jspecify.annotations.NullMarked;
