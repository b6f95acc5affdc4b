import { t } from "../i18n/translate";
import { Avatar } from "./Avatar";

interface MentionsProps {
  readonly id: string;
  readonly nicks: readonly string[];
  readonly selected: number;
  readonly onChoose: (nick: string) => void;
}

/** Those whose name is being written; the keys for it are the composer's. */
export function Mentions({ id, nicks, selected, onChoose }: MentionsProps) {
  return (
    <div class="mentions" id={id} role="listbox" aria-label={t("message.mention")}>
      {nicks.map((nick, index) => (
        <div
          key={nick}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === selected}
          // the text area keeps the focus
          onMouseDown={(event) => {
            event.preventDefault();
            onChoose(nick);
          }}
        >
          <Avatar jid={nick} name={nick} isSmall /> {nick}
        </div>
      ))}
    </div>
  );
}
