package im.carillon.config;

import im.carillon.jid.BareJid;
import im.carillon.jid.InvalidJidException;
import java.util.Optional;

/** The address of an account. */
record AccountType() implements ValueType<BareJid> {

    @Override
    public String expected() {
        return "an address such as \"anna@example.org\"";
    }

    @Override
    public Optional<BareJid> read(Raw raw, Reading reading) {
        if (!(raw instanceof Raw.Text text)) {
            reading.mismatch(raw, this);
            return Optional.empty();
        }
        try {
            BareJid address = BareJid.parse(text.value());
            if (!address.isDomain()) {
                return Optional.of(address);
            }
            reading.mismatch(raw, this, "the name before the @ is missing");
        } catch (InvalidJidException e) {
            reading.mismatch(raw, this, String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    @Override
    public String show(BareJid value) {
        return "\"" + value + "\"";
    }
}
