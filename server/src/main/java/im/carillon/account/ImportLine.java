package im.carillon.account;

import im.carillon.jid.BareJid;
import im.carillon.jid.InvalidJidException;
import im.carillon.sasl.ScramHash;
import im.carillon.sasl.ScramKeys;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** What one line of an import says; docs/import.md describes the format. */
sealed interface ImportLine {

    int MOST_ITERATIONS = 1_000_000;

    /** A comment, or nothing. */
    record Empty() implements ImportLine {}

    record Password(BareJid address, String password) implements ImportLine {}

    record Keys(BareJid address, ScramHash hash, ScramKeys keys) implements ImportLine {}

    /** A line that cannot be used; {@code address} where at least that could be read. */
    record Malformed(Optional<BareJid> address, String reason) implements ImportLine {}

    static ImportLine parse(String line) {
        if (line.isBlank() || line.startsWith("#")) {
            return new Empty();
        }
        int end = 0;
        while (end < line.length() && line.charAt(end) != '\t' && line.charAt(end) != ' ') {
            end++;
        }
        BareJid address;
        try {
            address = BareJid.parse(line.substring(0, end));
        } catch (InvalidJidException e) {
            return new Malformed(Optional.empty(), "not an address: " + e.getMessage());
        }
        if (end >= line.length() - 1) {
            return new Malformed(Optional.of(address), "a password, or SCRAM keys, must follow the address");
        }
        List<String> fields = Arrays.asList(line.split("\t", -1));
        // a line of keys that lost a field must not become an account with a strange password
        return fields.size() > 2 && fields.get(1).startsWith("SCRAM-")
                ? keys(address, fields)
                : new Password(address, line.substring(end + 1));
    }

    private static ImportLine keys(BareJid address, List<String> fields) {
        try {
            return keysOrThrow(address, fields);
        } catch (IllegalArgumentException e) {
            return new Malformed(Optional.of(address), String.valueOf(e.getMessage()));
        }
    }

    private static Keys keysOrThrow(BareJid address, List<String> fields) {
        if (fields.size() != 6) {
            throw new IllegalArgumentException("a line of keys has six fields, this one " + fields.size());
        }
        ScramHash hash = Arrays.stream(ScramHash.values())
                .filter(each -> fields.get(1).equals("SCRAM-" + each.algorithm()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "not SCRAM-SHA-1, SCRAM-SHA-256 or SCRAM-SHA-512: " + fields.get(1)));
        byte[] salt = octets("the salt", fields.get(3));
        if (salt.length == 0) {
            throw new IllegalArgumentException("the salt is empty");
        }
        return new Keys(
                address,
                hash,
                new ScramKeys(
                        salt,
                        iterations(fields.get(2)),
                        key("the stored key", hash, fields.get(4)),
                        key("the server key", hash, fields.get(5))));
    }

    private static int iterations(String text) {
        int count = text.matches("[0-9]{1,7}") ? Integer.parseInt(text) : 0;
        if (count < 1 || count > MOST_ITERATIONS) {
            throw new IllegalArgumentException("the iterations are not a number from 1 to " + MOST_ITERATIONS);
        }
        return count;
    }

    private static byte[] key(String what, ScramHash hash, String text) {
        byte[] key = octets(what, text);
        if (key.length != hash.length()) {
            throw new IllegalArgumentException(
                    what + " has " + key.length + " octets, " + hash.algorithm() + " makes " + hash.length());
        }
        return key;
    }

    private static byte[] octets(String what, String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(what + " is not base64", e);
        }
    }
}
