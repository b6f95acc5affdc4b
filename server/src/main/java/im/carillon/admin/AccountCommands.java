package im.carillon.admin;

import im.carillon.account.AccountDirectory;
import im.carillon.account.AccountException;
import im.carillon.adhoc.AdHocCommand;
import im.carillon.adhoc.AdHocCommandSource;
import im.carillon.adhoc.AdHocRequest;
import im.carillon.adhoc.AdHocStep;
import im.carillon.dataforms.Field;
import im.carillon.dataforms.FieldType;
import im.carillon.dataforms.Submission;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.StanzaException;
import jakarta.inject.Inject;
import java.util.List;

/** Makes, changes and deletes accounts (XEP-0133 §4.1 to §4.4, §4.7). */
final class AccountCommands implements AdHocCommandSource {

    private final AdminCommands commands;
    private final AccountDirectory accounts;

    @Inject
    AccountCommands(AdminCommands commands, AccountDirectory accounts) {
        this.commands = commands;
        this.accounts = accounts;
    }

    @Override
    public List<AdHocCommand> commands() {
        return List.of(
                commands.asking("add-user", "Add a user", newUser(), this::add),
                commands.forEach("delete-user", "Delete users", accounts::delete),
                commands.forEach("disable-user", "Disable users", account -> accounts.setEnabled(account, false)),
                commands.forEach("reenable-user", "Re-enable users", account -> accounts.setEnabled(account, true)),
                commands.asking(
                        "change-user-password",
                        "Change a user's password",
                        List.of(AdminCommands.account(), password("password", "The new password")),
                        this::changePassword));
    }

    /** The XEP's fields for a name and an e-mail address are left out: nothing here would keep them. */
    private static List<Field> newUser() {
        return List.of(
                AdminCommands.account(),
                password("password", "The password"),
                password("password-verify", "The password again"));
    }

    private static Field password(String name, String label) {
        return Field.of(FieldType.TEXT_PRIVATE, name, label).asRequired();
    }

    private AdHocStep add(AdHocRequest request, Submission filledIn) throws StanzaException, AccountException {
        String password = filledIn.text("password").orElseThrow();
        if (!filledIn.text("password-verify").orElseThrow().equals(password)) {
            throw new StanzaException(ErrorCondition.NOT_ACCEPTABLE, "the two passwords differ");
        }
        accounts.create(AdminCommands.account(request, filledIn), password);
        return AdHocStep.done("");
    }

    private AdHocStep changePassword(AdHocRequest request, Submission filledIn)
            throws StanzaException, AccountException {
        accounts.changePassword(
                AdminCommands.account(request, filledIn),
                filledIn.text("password").orElseThrow());
        return AdHocStep.done("");
    }
}
