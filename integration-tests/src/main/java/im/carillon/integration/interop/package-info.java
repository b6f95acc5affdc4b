/** Runs the integration test suite that belongs to Smack, and holds what fails against what is explained. */
@NullMarked
package im.carillon.integration.interop;

import org.jspecify.annotations.NullMarked;
