import { t } from "../i18n/translate";
import { IconButton } from "./Icon";

const EMOJIS = [
  ..."😀😂🙂😉😊😍😘😎🤔😐🙄😏😴😢😭😡😱🤯🥳🤗",
  ..."👍👎👌👋🙏👏💪🤝✌🤞",
  ..."❤💔✨🔥🎉🎂🎵🔔☕🍺",
  ..."✅❌⚠❓❗💡📎📅🚀🐞",
];

export function Emojis({ onChoose, onClose }: { onChoose: (emoji: string) => void; onClose: () => void }) {
  return (
    <div class="emojis" role="group" aria-label="Emoji" onKeyDown={(event) => event.key === "Escape" && onClose()}>
      {EMOJIS.map((emoji) => (
        <button type="button" key={emoji} onClick={() => onChoose(emoji)}>
          {emoji}
        </button>
      ))}
      <IconButton name="close" label={t("dialog.close")} onClick={onClose} />
    </div>
  );
}
