package im.carillon.config;

/**
 * A bucket of a storage service that speaks the protocol of Amazon S3.
 *
 * @param endpoint where the service is, without a slash at the end
 * @param prefix what the keys of files begin with
 */
public record S3Config(
        String endpoint, String region, String bucket, String prefix, String accessKey, String secretKey) {

    @Override
    public String toString() {
        return "S3Config[endpoint=" + endpoint + ", region=" + region + ", bucket=" + bucket + "]";
    }
}
