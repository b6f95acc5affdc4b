/** The bundled web client, served as files. */
@NullMarked
package im.carillon.webclient;

import org.jspecify.annotations.NullMarked;
