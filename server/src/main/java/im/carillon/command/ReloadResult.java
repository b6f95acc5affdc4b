package im.carillon.command;

import im.carillon.config.ConfigProblem;
import java.util.List;

/** How a reload went. */
public sealed interface ReloadResult {

    /**
     * The new configuration holds.
     *
     * @param changed the keys whose new values are in effect
     * @param needRestart the keys that changed and are taken up only at the next start
     */
    record Applied(List<String> changed, List<String> needRestart) implements ReloadResult {
        public Applied {
            changed = List.copyOf(changed);
            needRestart = List.copyOf(needRestart);
        }
    }

    /** The old configuration still holds. */
    record Kept(List<ConfigProblem> problems) implements ReloadResult {
        public Kept {
            problems = List.copyOf(problems);
        }
    }
}
