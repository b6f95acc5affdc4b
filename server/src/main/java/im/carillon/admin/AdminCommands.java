package im.carillon.admin;

import im.carillon.account.AccountException;
import im.carillon.adhoc.AdHocCommand;
import im.carillon.adhoc.AdHocRequest;
import im.carillon.adhoc.AdHocStep;
import im.carillon.dataforms.Field;
import im.carillon.dataforms.FieldType;
import im.carillon.dataforms.Form;
import im.carillon.dataforms.Submission;
import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.routing.Hosts;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.StanzaException;
import jakarta.inject.Inject;
import java.util.List;

/** The kinds of commands there are: most ask for one account or several, and do something with each. */
final class AdminCommands {

    private final Hosts hosts;

    @Inject
    AdminCommands(Hosts hosts) {
        this.hosts = hosts;
    }

    /** Does something with an account. */
    @FunctionalInterface
    interface AccountAction {
        void run(BareJid account) throws AccountException;
    }

    /** Does something with a filled in form. */
    @FunctionalInterface
    interface FormAction {
        AdHocStep run(AdHocRequest request, Submission filledIn) throws StanzaException, AccountException;
    }

    /** One that needs no form. */
    AdHocCommand atOnce(String verb, String name, AdminCommand.Beginning action) {
        return new AdminCommand(hosts, verb, name, action);
    }

    /** One that needs a form. */
    AdHocCommand asking(String verb, String name, List<Field> fields, FormAction action) {
        Form form = Form.asking(AdminCommand.FORM_TYPE, fields.toArray(Field[]::new))
                .titled(name);
        return new AdminCommand(
                hosts, verb, name, request -> AdHocStep.last(form, (next, filledIn) -> run(action, request, filledIn)));
    }

    private static AdHocStep run(FormAction action, AdHocRequest request, Submission filledIn) throws StanzaException {
        try {
            return action.run(request, filledIn);
        } catch (AccountException e) {
            throw e.toStanzaException();
        }
    }

    /** One that does the same with several accounts; those it cannot do it with are named. */
    AdHocCommand forEach(String verb, String name, AccountAction action) {
        return asking(verb, name, List.of(accounts()), (request, filledIn) -> {
            List<BareJid> accounts = accounts(request, filledIn);
            for (int i = 0; i < accounts.size(); i++) {
                try {
                    action.run(accounts.get(i));
                } catch (AccountException e) {
                    if (i == 0) {
                        throw e;
                    }
                    return AdHocStep.failed(i + " of " + accounts.size() + " were done; then: " + e.getMessage());
                }
            }
            return AdHocStep.done("");
        });
    }

    static Field account() {
        return Field.of(FieldType.JID_SINGLE, "accountjid", "The address of the account")
                .asRequired();
    }

    static Field accounts() {
        return Field.of(FieldType.JID_MULTI, "accountjids", "The addresses of the accounts")
                .asRequired();
    }

    static BareJid account(AdHocRequest request, Submission filledIn) throws StanzaException {
        return checked(request, filledIn.address("accountjid").orElseThrow());
    }

    static List<BareJid> accounts(AdHocRequest request, Submission filledIn) throws StanzaException {
        List<Jid> addresses = filledIn.addresses("accountjids");
        for (Jid address : addresses) {
            checked(request, address);
        }
        return addresses.stream().map(Jid::bare).toList();
    }

    /** Administrators of one host have no say on another. */
    static BareJid checked(AdHocRequest request, Jid address) throws StanzaException {
        if (address.local().isEmpty() || !address.domain().equals(request.host().domain())) {
            throw new StanzaException(ErrorCondition.NOT_ALLOWED, address + " is no account of " + request.host());
        }
        return address.bare();
    }

    static AdHocStep result(Field... fields) {
        return AdHocStep.done(Form.result(AdminCommand.FORM_TYPE, List.of(fields)));
    }
}
