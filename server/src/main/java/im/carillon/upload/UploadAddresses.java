package im.carillon.upload;

import java.util.Optional;

/** Where files are to be had; bound by whoever speaks HTTP. */
public interface UploadAddresses {

    /** What stands between the base and the id of a file. */
    String PATH = "/upload/";

    /**
     * What the addresses of files of a host begin with, without a slash at the end; nothing where people cannot get
     * at them.
     *
     * @param onThisMachine whether it is for a client that speaks unencrypted HTTP with us within this machine, and may
     *     trust none of our certificates
     */
    Optional<String> base(String host, boolean onThisMachine);
}
