/** Whether the server is alive and ready, for those who watch it. */
@NullMarked
package im.carillon.health;

import org.jspecify.annotations.NullMarked;
