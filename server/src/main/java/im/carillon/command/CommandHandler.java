package im.carillon.command;

/** Does what a command says, on the virtual thread of whoever asked. */
@FunctionalInterface
public interface CommandHandler {

    /** Failures that the administrator can do something about are thrown as {@link CommandException}. */
    CommandResult run(CommandInvocation invocation) throws Exception;
}
