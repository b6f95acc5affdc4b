package im.carillon.adhoc;

import java.util.List;

/** What a feature contributes to the ad-hoc commands; bound into a set. */
@FunctionalInterface
public interface AdHocCommandSource {

    /** Asked once, when the server starts. */
    List<AdHocCommand> commands();
}
