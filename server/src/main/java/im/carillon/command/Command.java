package im.carillon.command;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** An administration command: what it is called, what it takes, and what does it. */
public record Command(CommandDescriptor descriptor, CommandHandler handler) {

    /** Begins a command, {@code "user add"}: a noun, and a verb where the noun alone is not enough. */
    public static Builder named(String words) {
        return new Builder(new CommandDescriptor(
                List.of(words.split(" ", -1)), "", "", List.of(), Optional.empty(), Optional.empty()));
    }

    /** The words of the command, {@code user add}. */
    public String name() {
        return descriptor.name();
    }

    /** Checks the arguments and runs; for a command that belongs to no registry. */
    public CommandResult run(CommandRequest request) throws Exception {
        return handler.run(CommandInvocation.of(descriptor, request));
    }

    /** A command that is being described; each step answers a new one. */
    public static final class Builder {

        private final CommandDescriptor descriptor;

        private Builder(CommandDescriptor descriptor) {
            this.descriptor = descriptor;
        }

        /** One line for the list of commands, a sentence. */
        public Builder summary(String summary) {
            return new Builder(descriptor.withSummary(summary));
        }

        /** More than the summary, for the help of this command alone. */
        public Builder details(String details) {
            return new Builder(descriptor.withDetails(details));
        }

        public Builder takes(Parameter<?>... parameters) {
            return new Builder(descriptor.withParameters(Arrays.asList(parameters)));
        }

        /** The command reads text, such as a file with accounts: {@link CommandInvocation#input()}. */
        public Builder reads(String documentation) {
            return new Builder(descriptor.withInput(documentation));
        }

        /** The command destroys something: a client tells this and asks, unless {@code --yes} was given. */
        public Builder confirms(String warning) {
            return new Builder(descriptor.withWarning(warning));
        }

        public Command runs(CommandHandler handler) {
            return new Command(descriptor, handler);
        }
    }
}
