/**
 * Stream management (XEP-0198 1.6.3): acknowledgements that cover only what is durable, and sessions
 * that outlive their connection and the server's process.
 */
@NullMarked
package im.carillon.stream.management;

import org.jspecify.annotations.NullMarked;
