package im.carillon.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

record PathType(Base base) implements ValueType<Path> {

    enum Base {
        CONFIG,
        DATA
    }

    @Override
    public String expected() {
        return base == Base.CONFIG
                ? "a path, absolute or relative to the directory of carillon.toml"
                : "a path, absolute or relative to the data directory";
    }

    @Override
    public Optional<Path> read(Raw raw, Reading reading) {
        if (raw instanceof Raw.Text text && !text.value().isBlank()) {
            try {
                return Optional.of(Path.of(text.value()));
            } catch (InvalidPathException e) {
                reading.mismatch(raw, this, String.valueOf(e.getReason()));
                return Optional.empty();
            }
        }
        reading.mismatch(raw, this);
        return Optional.empty();
    }

    @Override
    public String show(Path value) {
        return "\"" + value + "\"";
    }

    @Override
    public Path resolve(Path value, Bases bases) {
        Path directory = base == Base.CONFIG ? bases.config() : bases.data();
        return directory.resolve(value).normalize();
    }
}
