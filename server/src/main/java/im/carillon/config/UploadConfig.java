package im.carillon.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Files that people upload for others to fetch.
 *
 * @param enabled whether the service is there at all
 * @param label the name of the service below each host
 * @param url what the addresses of files begin with, without a slash at the end, when it is not derived
 * @param keep how long files stay, or {@link Retention#FOREVER}
 * @param patience how long an upload may be slower than {@code slowest}
 * @param slowest bytes a second below which an upload is given up
 * @param folder where files arrive, and stay unless there is another store
 * @param s3 where they stay instead
 */
public record UploadConfig(
        boolean enabled,
        String label,
        Optional<String> url,
        UploadLimits limits,
        Duration keep,
        Duration patience,
        long slowest,
        Path folder,
        Optional<S3Config> s3) {

    public boolean isKeptForever() {
        return keep.equals(Retention.FOREVER);
    }
}
