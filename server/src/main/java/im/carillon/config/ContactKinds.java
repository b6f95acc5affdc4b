package im.carillon.config;

import java.util.List;

/** The kinds of service contacts, XEP-0157 §3. */
final class ContactKinds {

    static final List<String> ALL = List.of("abuse", "admin", "feedback", "sales", "security", "status", "support");

    private ContactKinds() {}
}
