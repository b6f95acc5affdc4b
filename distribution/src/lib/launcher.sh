# Shared by bin/carillon and bin/carillonctl: where the parts are, which Java, which start-up cache.
# Expects $home, the folder of the distribution.

conf=${CARILLON_CONF:-$home/conf}

die() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    exit 1
}

# Reads the feature version from the release file of the Java in $1, without starting it.
java_version() {
    [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
    while IFS='="' read -r key _ value _; do
        if [ "$key" = JAVA_VERSION ]; then
            version=${value%%.*}
            version=${version%%[!0-9]*}
            return 0
        fi
    done <"$1/release"
    return 1
}

# Sets java_home: the runtime that came with the distribution, or an installed Java 25 or later.
find_java() {
    on_path=$(command -v java) && on_path=$(readlink -f "$on_path") && on_path=${on_path%/bin/java}
    for java_home in "$home/runtime" "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/*25* /usr/lib/jvm/*; do
        if [ -n "$java_home" ] && java_version "$java_home" && [ "${version:-0}" -ge 25 ]; then
            return
        fi
    done
    die "needs Java 25 or later: set JAVA_HOME, or use a distribution that brings its own runtime"
}

# Sets class_path: our own jars first, the rest in the order of their names, so that it is the same
# on every machine (a start-up cache is only valid for the class path it was made with).
find_jars() {
    class_path=
    for jar in "$home"/lib/carillon-*.jar; do
        class_path=$class_path:$jar
    done
    for jar in "$home"/lib/*.jar; do
        case ${jar##*/} in
            carillon-*) ;;
            *) class_path=$class_path:$jar ;;
        esac
    done
    class_path=${class_path#:}
}

# The database's native library lies unpacked beside the jars: nothing is written to /tmp at the
# start, which may be mounted noexec.
find_native_library() {
    set -- $(uname -sm)
    native=$home/lib/native/$1/$2
    native_option=
    if [ -d "$native" ]; then
        native_option=-Dorg.sqlite.lib.path=$native
    fi
}

# What a start-up cache depends on. The JVM looks at the jars too, but less closely than this.
cache_key() {
    {
        cat "$java_home/release"
        stat -L -c '%s %Y' "$java_home/lib/modules"
        (cd "$home/lib" && stat -L -c '%n %s %Y' ./*.jar) # relative: the folder may have moved
        cat "$conf/jvm.options"
    } | cksum
}

# Sets cache_option to the start-up cache $1 when there is one and it still fits.
find_cache() {
    cache=$home/lib/$1.aot
    cache_option=
    if [ -r "$cache" ] && [ -r "$cache.key" ] && [ "$(cache_key)" = "$(cat "$cache.key")" ]; then
        cache_option=-XX:AOTCache=$cache
    fi
}
