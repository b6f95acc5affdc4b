import type { RefObject } from "preact";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../i18n/translate";
import type { Chat } from "../viewmodels/chat";
import type { Conversation } from "../viewmodels/conversation";
import { begunMention, completed, matching } from "../viewmodels/mentions";
import { Emojis } from "./Emojis";
import { IconButton } from "./Icon";
import { Mentions } from "./Mentions";

/** Where messages are written. Enter sends, with Shift it begins a new line; arrow up edits the last message. */
export function Composer({ chat, conversation }: { chat: Chat; conversation: Conversation }) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [showsEmojis, setShowsEmojis] = useState(false);
  const mode = conversation.mode.value;
  const text = conversation.draft.value;
  const mention = useMention(conversation, area);

  useEffect(() => {
    if (mode.kind !== "new") {
      area.current?.focus();
    }
  }, [mode]);
  useEffect(() => {
    // on phones the keyboard would cover what somebody came to read
    if (matchMedia("(hover: hover)").matches) {
      area.current?.focus();
    }
  }, [conversation]);

  const submit = () => {
    conversation.submit(text);
    setShowsEmojis(false);
    area.current?.focus();
  };
  const cancel = () => conversation.cancelMode();
  const key = (event: KeyboardEvent) => {
    if (mention.takes(event)) {
      event.preventDefault();
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape" && mode.kind !== "new") {
      event.preventDefault();
      cancel();
    } else if (event.key === "ArrowUp" && text === "") {
      const message = conversation.lastOwn();
      if (message) {
        event.preventDefault();
        conversation.edit(message);
      }
    }
  };
  const insert = (emoji: string) => {
    const at = area.current?.selectionStart ?? text.length;
    conversation.type(text.slice(0, at) + emoji + text.slice(area.current?.selectionEnd ?? at));
    area.current?.focus();
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {mode.kind !== "new" && (
        <div class="mode">
          <p>
            <strong>
              {mode.kind === "edit"
                ? t("message.editing")
                : t("message.replying", {
                    name: mode.message.isOwn
                      ? t("message.you")
                      : conversation.isRoom
                        ? mode.message.author
                        : conversation.name.value,
                  })}
            </strong>{" "}
            {mode.message.body.slice(0, 100)}
          </p>
          <IconButton name="close" label={t("message.cancel")} onClick={cancel} />
        </div>
      )}
      {showsEmojis && <Emojis onChoose={insert} onClose={() => setShowsEmojis(false)} />}
      {mention.isOpen && <Mentions {...mention} />}
      <Upload chat={chat} conversation={conversation} />
      <div class="row">
        <IconButton name="smile" label="Emoji" isExpanded={showsEmojis} onClick={() => setShowsEmojis(!showsEmojis)} />
        <div class="grow" data-text={`${text} `}>
          <textarea
            ref={area}
            rows={1}
            value={text}
            placeholder={t("message.placeholder")}
            aria-label={t("message.label", { name: conversation.name.value })}
            disabled={!conversation.canSend.value}
            aria-autocomplete="list"
            aria-controls={mention.isOpen ? mention.id : undefined}
            aria-activedescendant={mention.isOpen ? `${mention.id}-${mention.selected}` : undefined}
            onInput={(event) => {
              conversation.type(event.currentTarget.value);
              mention.moved(event.currentTarget.selectionStart);
            }}
            onKeyDown={key}
            onPaste={(event) => {
              const [file] = event.clipboardData?.files ?? [];
              if (file && chat.uploadService.value) {
                event.preventDefault();
                conversation.upload.value = { file };
              }
            }}
          />
        </div>
        <IconButton
          name="send"
          label={t("message.send")}
          type="submit"
          kind="primary"
          isDisabled={text.trim() === ""}
        />
      </div>
    </form>
  );
}

/** The list of names behind an @: which are in it, which is chosen, and the keys for that. */
function useMention(conversation: Conversation, area: RefObject<HTMLTextAreaElement | null>) {
  const id = useId();
  const [caret, setCaret] = useState<number | undefined>(undefined);
  const [selected, setSelected] = useState(0);
  const [target, setTarget] = useState<number | undefined>(undefined);
  const text = conversation.draft.value;
  const begun = conversation.isRoom && caret !== undefined ? begunMention(text, caret) : undefined;
  const nicks = begun ? matching(conversation.nicks(), begun.prefix) : [];
  useLayoutEffect(() => {
    // behind what was put in, once it is there
    if (target !== undefined) {
      area.current?.setSelectionRange(target, target);
      setTarget(undefined);
    }
  }, [target]);
  const close = () => setCaret(undefined);
  const onChoose = (nick: string) => {
    if (begun && caret !== undefined) {
      const after = completed(text, begun, caret, nick);
      conversation.type(after.text);
      setTarget(after.caret);
    }
    close();
  };
  const moved = (to: number) => {
    setCaret(to);
    setSelected(0);
  };
  const takes = ({ key, isComposing, shiftKey }: KeyboardEvent): boolean => {
    const chosen = nicks[selected];
    if (chosen === undefined || isComposing || shiftKey) {
      return false;
    }
    switch (key) {
      case "ArrowDown":
        setSelected((selected + 1) % nicks.length);
        return true;
      case "ArrowUp":
        setSelected((selected + nicks.length - 1) % nicks.length);
        return true;
      case "Enter":
      case "Tab":
        onChoose(chosen);
        return true;
      case "Escape":
        close();
        return true;
      default:
        return false;
    }
  };
  return { id, nicks, selected, isOpen: nicks.length > 0, onChoose, moved, takes };
}

/** Offers files when the server takes them, and shows how far one is. */
function Upload({ chat, conversation }: { chat: Chat; conversation: Conversation }) {
  const input = useRef<HTMLInputElement>(null);
  const upload = conversation.upload.value;
  useEffect(() => {
    if (upload && upload.share === undefined && upload.problem === undefined) {
      void chat.upload(conversation, upload.file);
    }
  }, [upload]);
  if (!chat.uploadService.value) {
    return null;
  }
  return (
    <div class="upload">
      <input
        ref={input}
        type="file"
        class="hidden"
        tabIndex={-1}
        aria-label={t("file.attach")}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          conversation.upload.value = file && { file };
          event.currentTarget.value = "";
        }}
      />
      <IconButton name="attach" label={t("file.attach")} onClick={() => input.current?.click()} />
      {upload && (
        <p role="status">
          {upload.problem === undefined ? (
            <>
              <span>{t("file.uploading", { name: upload.file.name })}</span>
              <progress
                value={upload.share ?? 0}
                max={1}
                aria-label={t("file.uploading", { name: upload.file.name })}
              />
            </>
          ) : (
            <span class="problem">{upload.problem}</span>
          )}
          <IconButton name="close" label={t("message.cancel")} onClick={() => conversation.cancelUpload()} />
        </p>
      )}
    </div>
  );
}
