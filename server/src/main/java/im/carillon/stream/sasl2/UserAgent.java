package im.carillon.stream.sasl2;

import im.carillon.sasl.SaslCondition;
import im.carillon.xml.XmlElement;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The {@code <user-agent/>} of a login (XEP-0388 §initiation).
 *
 * @param id of the installation, never told to others
 */
record UserAgent(Optional<String> id) {

    private static final Pattern UUID_V4 =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    static UserAgent of(XmlElement authenticate) throws RequestException {
        Optional<String> id = authenticate
                .child(Sasl2.NAMESPACE, "user-agent")
                .flatMap(agent -> agent.attribute("id"))
                .map(text -> text.toLowerCase(Locale.ROOT));
        if (id.isPresent() && !UUID_V4.matcher(id.get()).matches()) {
            throw new RequestException(
                    SaslCondition.MALFORMED_REQUEST, "the id of a user agent is a UUID of version 4");
        }
        return new UserAgent(id);
    }
}
