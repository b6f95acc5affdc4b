package im.carillon.config;

import static im.carillon.config.ConfigSchema.UPLOAD_ACCOUNT_QUOTA;
import static im.carillon.config.ConfigSchema.UPLOAD_ENABLED;
import static im.carillon.config.ConfigSchema.UPLOAD_FOLDER;
import static im.carillon.config.ConfigSchema.UPLOAD_HOST_QUOTA;
import static im.carillon.config.ConfigSchema.UPLOAD_KEEP;
import static im.carillon.config.ConfigSchema.UPLOAD_LASTING_QUOTA;
import static im.carillon.config.ConfigSchema.UPLOAD_LEAVE_FREE;
import static im.carillon.config.ConfigSchema.UPLOAD_MAX_SIZE;
import static im.carillon.config.ConfigSchema.UPLOAD_NAME;
import static im.carillon.config.ConfigSchema.UPLOAD_PATIENCE;
import static im.carillon.config.ConfigSchema.UPLOAD_S3_ACCESS_KEY;
import static im.carillon.config.ConfigSchema.UPLOAD_S3_BUCKET;
import static im.carillon.config.ConfigSchema.UPLOAD_S3_ENDPOINT;
import static im.carillon.config.ConfigSchema.UPLOAD_S3_PREFIX;
import static im.carillon.config.ConfigSchema.UPLOAD_S3_REGION;
import static im.carillon.config.ConfigSchema.UPLOAD_S3_SECRET_KEY;
import static im.carillon.config.ConfigSchema.UPLOAD_SLOTS_PER_ACCOUNT;
import static im.carillon.config.ConfigSchema.UPLOAD_SLOT_LIFETIME;
import static im.carillon.config.ConfigSchema.UPLOAD_SLOWEST;
import static im.carillon.config.ConfigSchema.UPLOAD_STORE;
import static im.carillon.config.ConfigSchema.UPLOAD_URL;
import static im.carillon.config.ConfigSchema.UPLOAD_WHEN_FULL;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The table {@code [upload]}, where one key says which of the others have a meaning. */
final class UploadAssembly {

    static final String FOLDER = "folder";
    static final String S3 = "s3";

    private static final List<ConfigKey<String>> OF_S3 =
            List.of(UPLOAD_S3_ENDPOINT, UPLOAD_S3_REGION, UPLOAD_S3_BUCKET, UPLOAD_S3_ACCESS_KEY, UPLOAD_S3_SECRET_KEY);

    private final TableReader reader;
    private final Path file;
    private final Problems problems;

    UploadAssembly(TableReader reader, Path file, Problems problems) {
        this.reader = reader;
        this.file = file;
        this.problems = problems;
    }

    UploadConfig assemble() {
        UploadLimits limits = new UploadLimits(
                reader.get(UPLOAD_MAX_SIZE),
                reader.get(UPLOAD_ACCOUNT_QUOTA),
                reader.get(UPLOAD_LASTING_QUOTA),
                reader.find(UPLOAD_HOST_QUOTA),
                reader.get(UPLOAD_WHEN_FULL),
                reader.get(UPLOAD_SLOTS_PER_ACCOUNT),
                reader.get(UPLOAD_SLOT_LIFETIME),
                reader.get(UPLOAD_LEAVE_FREE));
        return new UploadConfig(
                reader.get(UPLOAD_ENABLED),
                reader.get(UPLOAD_NAME),
                reader.find(UPLOAD_URL),
                limits,
                reader.get(UPLOAD_KEEP),
                reader.get(UPLOAD_PATIENCE),
                reader.get(UPLOAD_SLOWEST),
                reader.get(UPLOAD_FOLDER),
                s3());
    }

    private Optional<S3Config> s3() {
        String endpoint = reader.find(UPLOAD_S3_ENDPOINT).orElse("");
        String region = reader.get(UPLOAD_S3_REGION);
        String bucket = reader.find(UPLOAD_S3_BUCKET).orElse("");
        String prefix = reader.get(UPLOAD_S3_PREFIX);
        String accessKey = reader.find(UPLOAD_S3_ACCESS_KEY).orElse("");
        String secretKey = reader.findSecret(UPLOAD_S3_SECRET_KEY).orElse("");
        if (reader.get(UPLOAD_STORE).equals(FOLDER)) {
            OF_S3.forEach(this::withoutMeaning);
            return Optional.empty();
        }
        needed(UPLOAD_S3_ENDPOINT, endpoint);
        needed(UPLOAD_S3_BUCKET, bucket);
        needed(UPLOAD_S3_ACCESS_KEY, accessKey);
        needed(UPLOAD_S3_SECRET_KEY, secretKey);
        return Optional.of(new S3Config(endpoint, region, bucket, prefix, accessKey, secretKey));
    }

    private void withoutMeaning(ConfigKey<?> key) {
        reader.source(key)
                .ifPresent(source ->
                        problems.add(source, key.path() + " has no meaning while upload.store is \"folder\""));
    }

    private void needed(ConfigKey<?> key, String value) {
        if (value.isEmpty()) {
            problems.add(
                    reader.source(UPLOAD_STORE).orElse(ConfigSource.of(file)),
                    key.path() + " is missing: expected " + key.type().expected());
        }
    }
}
