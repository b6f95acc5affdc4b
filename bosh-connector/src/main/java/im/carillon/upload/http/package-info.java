/** Uploading and fetching files over HTTP (XEP-0363 1.2.0 §7; RFC 9110 for ranges and conditions). */
@NullMarked
package im.carillon.upload.http;

import org.jspecify.annotations.NullMarked;
