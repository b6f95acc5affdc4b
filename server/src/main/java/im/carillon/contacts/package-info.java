/** Contact addresses of the service (XEP-0157 1.1.1), as extended service discovery information. */
@NullMarked
package im.carillon.contacts;

import org.jspecify.annotations.NullMarked;
