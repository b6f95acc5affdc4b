/** Last Activity (XEP-0012 2.0): how long the server runs, and how long ago a contact was here. */
@NullMarked
package im.carillon.lastactivity;

import org.jspecify.annotations.NullMarked;
