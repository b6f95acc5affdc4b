package im.carillon.ctl;

import im.carillon.command.CommandDescriptor;
import im.carillon.command.Parameter;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Completion in bash. The script asks {@code carillonctl completion words} once in each shell and
 * answers from memory afterwards, so that it knows what the running server offers and is not slow.
 */
final class Completion {

    private static final String SCRIPT = """
            # bash completion for carillonctl

            _carillonctl() {
                local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
                local i word typed='' line name options choices
                case $previous in
                    --socket | --config) mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
                    --data) mapfile -t COMPREPLY < <(compgen -d -- "$current"); return ;;
                esac
                if [[ -z $_carillonctl_words ]]; then
                    _carillonctl_words=$(carillonctl completion words 2>/dev/null)
                fi
                for ((i = 1; i < COMP_CWORD; i++)); do
                    word=${COMP_WORDS[i]}
                    case $word in
                        --socket | --config | --data) ((i++)) ;;
                        -*) ;;
                        *) typed+="$word " ;;
                    esac
                done
                local candidates='--json --yes --help --socket --config --data'
                while IFS='|' read -r name options choices; do
                    if [[ "$typed" == "$name "* ]]; then
                        candidates+=" $options"
                        if [[ "$typed" == "$name " ]]; then
                            [[ $choices == FILE ]] && mapfile -t COMPREPLY < <(compgen -f -- "$current")
                            [[ $choices != FILE ]] && candidates+=" $choices"
                        fi
                    elif [[ "$name " == "$typed"* ]]; then
                        line=${name#"$typed"}
                        candidates+=" ${line%% *}"
                    fi
                done <<<"$_carillonctl_words"
                mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -W "$candidates" -- "$current" | sort -u)
            }
            complete -F _carillonctl carillonctl
            """;

    private Completion() {}

    static String script() {
        return SCRIPT;
    }

    /** For the script: a line for each command, {@code words|options|first argument}. */
    static String words(Collection<CommandDescriptor> commands) {
        return commands.stream().map(Completion::line).collect(Collectors.joining("\n"));
    }

    private static String line(CommandDescriptor command) {
        List<Parameter<?>> places = command.positional();
        String first = "";
        if (!places.isEmpty()) {
            first = places.getFirst().type().name().equals("FILE")
                    ? "FILE"
                    : String.join(" ", places.getFirst().type().choices());
        } else if (command.input().isPresent()) {
            first = "FILE";
        }
        return command.name() + "|" + String.join(" ", CommandLine.optionNames(command)) + "|" + first;
    }
}
