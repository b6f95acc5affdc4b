/** Where the contents of uploaded files are: in a folder, or with a service that speaks the protocol of Amazon S3. */
@NullMarked
package im.carillon.upload.store;

import org.jspecify.annotations.NullMarked;
