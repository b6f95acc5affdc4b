package im.carillon.upload;

/** How many files there are, and how many bytes they have together. */
record Usage(long files, long bytes) {

    static final Usage NONE = new Usage(0, 0);

    Usage plus(Usage other) {
        return new Usage(files + other.files, bytes + other.bytes);
    }
}
