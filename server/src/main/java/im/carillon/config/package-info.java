/**
 * The configuration: one immutable record per component, validated when it is made, and the TOML
 * binder that reports every problem with file, line and column at once.
 */
@NullMarked
package im.carillon.config;

import org.jspecify.annotations.NullMarked;
