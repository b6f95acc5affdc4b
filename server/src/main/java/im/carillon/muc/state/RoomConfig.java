package im.carillon.muc.state;

import java.util.Optional;
import java.util.Set;

/**
 * What the owners of a room have set (XEP-0045 §16.5.3).
 *
 * @param name for people; may be empty
 * @param language of the discussions; may be empty
 * @param publicRoom whether the room is listed
 * @param persistent whether it stays when the last occupant has left
 * @param password without which nobody enters
 * @param whoisAnyone whether everybody sees the real addresses, not moderators alone
 * @param logging whether the archive is open to the public
 * @param archiving whether the archive can be asked for what was said
 * @param changeSubject whether participants may set the subject
 * @param allowInvites whether members may invite into a members-only room
 * @param maxUsers 0 for no limit
 * @param presenceBroadcast whose presence the others see
 * @param memberListRoles who may ask for the member list
 * @param maxHistory how many messages someone who enters may get
 * @param slowMode seconds between two messages of somebody (XEP-0500), 0 for none
 * @param registration whether people may make themselves members
 * @param pubsub an associated node; may be empty
 */
public record RoomConfig(
        String name,
        String description,
        String language,
        boolean publicRoom,
        boolean persistent,
        boolean membersOnly,
        boolean moderated,
        Optional<String> password,
        boolean whoisAnyone,
        boolean logging,
        boolean archiving,
        boolean changeSubject,
        boolean allowInvites,
        PrivateMessages privateMessages,
        int maxUsers,
        Set<Role> presenceBroadcast,
        Set<Role> memberListRoles,
        int maxHistory,
        int slowMode,
        boolean registration,
        String pubsub) {

    public static final Set<Role> EVERYBODY = Set.of(Role.VISITOR, Role.PARTICIPANT, Role.MODERATOR);

    public RoomConfig {
        presenceBroadcast = Set.copyOf(presenceBroadcast);
        memberListRoles = Set.copyOf(memberListRoles);
    }

    /** What a room is before anybody has set anything. */
    public static RoomConfig initial(int maxUsers, int maxHistory, Set<Role> presenceBroadcast) {
        return new RoomConfig(
                "",
                "",
                "",
                true,
                false,
                false,
                false,
                Optional.empty(),
                false,
                false,
                true,
                false,
                false,
                PrivateMessages.ANYONE,
                maxUsers,
                presenceBroadcast,
                EVERYBODY,
                maxHistory,
                0,
                true,
                "");
    }

    public boolean shows(Role role) {
        return role == Role.NONE || presenceBroadcast.contains(role);
    }

    /** With the bound that the server sets. */
    public RoomConfig bounded(int most) {
        return maxUsers == 0 || maxUsers > most ? withMaxUsers(most) : this;
    }

    public RoomConfig withMaxUsers(int most) {
        return new RoomConfig(
                name,
                description,
                language,
                publicRoom,
                persistent,
                membersOnly,
                moderated,
                password,
                whoisAnyone,
                logging,
                archiving,
                changeSubject,
                allowInvites,
                privateMessages,
                most,
                presenceBroadcast,
                memberListRoles,
                maxHistory,
                slowMode,
                registration,
                pubsub);
    }

    public RoomConfig asPersistent(String called) {
        return new RoomConfig(
                called,
                description,
                language,
                publicRoom,
                true,
                membersOnly,
                moderated,
                password,
                whoisAnyone,
                logging,
                archiving,
                changeSubject,
                allowInvites,
                privateMessages,
                maxUsers,
                presenceBroadcast,
                memberListRoles,
                maxHistory,
                slowMode,
                registration,
                pubsub);
    }
}
