package im.carillon.config;

/** The databases there are; {@link StorageConfig} holds what each needs. */
enum StorageKind {
    SQLITE,
    POSTGRESQL
}
