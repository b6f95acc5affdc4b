package im.carillon.register;

import im.carillon.xml.XmlElement;
import java.util.Optional;

/** The element of registration, and what stands in it (XEP-0077 §3). */
record Registration(XmlElement query) {

    static final String NAMESPACE = "jabber:iq:register";

    Optional<String> username() {
        return text("username");
    }

    /** Absent also when it is empty (XEP-0077 §3.1.1). */
    Optional<String> password() {
        return text("password");
    }

    private Optional<String> text(String name) {
        return query.childText(NAMESPACE, name).filter(text -> !text.isEmpty());
    }

    boolean isRemoval() {
        return query.hasChild(NAMESPACE, "remove");
    }

    boolean isOnlyRemoval() {
        return isRemoval() && query.children().size() == 1;
    }

    /** What a new user has to fill in. */
    static XmlElement fields() {
        return XmlElement.builder(NAMESPACE, "query")
                .child("instructions", "Choose a name and a password for your new account.")
                .child("username", "")
                .child("password", "")
                .build();
    }

    /** What is on file of a user; never the password. */
    static XmlElement registered(String username) {
        return XmlElement.builder(NAMESPACE, "query")
                .child("registered", "")
                .child("instructions", "You have an account. Fill in another password to change yours.")
                .child("username", username)
                .child("password", "")
                .build();
    }
}
