import { useSignal } from "@preact/signals";
import { useEffect, useId } from "preact/hooks";
import { t } from "../i18n/translate";
import type { DataForm, FormField } from "../protocol/forms";
import type { Chat } from "../viewmodels/chat";
import { reasonOf } from "../viewmodels/problems";
import { Dialog } from "./Dialog";
import { Check } from "./Field";

/** The form that a room sends to its owner. */
export function RoomSettings({ chat, room, onClose }: { chat: Chat; room: string; onClose: () => void }) {
  const form = useSignal<DataForm | undefined>(undefined);
  const values = useSignal<ReadonlyMap<string, readonly string[]>>(new Map());
  const problem = useSignal<string | undefined>(undefined);
  const fail = (error: unknown) => {
    problem.value = t("error.failed", { reason: reasonOf(error) });
  };
  useEffect(() => {
    chat.rooms
      .configuration(room)
      .then((loaded) => (form.value = loaded))
      .catch(fail);
  }, [room]);
  const submit = (event: Event) => {
    event.preventDefault();
    if (form.value) {
      chat.rooms.configure(room, form.value, values.value).then(onClose).catch(fail);
    }
  };
  const set = (name: string, chosen: readonly string[]) => {
    values.value = new Map(values.value).set(name, chosen);
  };
  return (
    <Dialog title={t("rooms.configure")} onClose={onClose}>
      <p class="problem" role="alert">
        {problem.value}
      </p>
      <form onSubmit={submit}>
        {form.value?.fields.map((field) => (
          <FieldInput
            key={field.name}
            field={field}
            values={values.value.get(field.name) ?? field.values}
            set={(chosen) => set(field.name, chosen)}
          />
        ))}
        <div class="actions">
          <button type="button" onClick={onClose}>
            {t("dialog.cancel")}
          </button>
          <button type="submit" class="primary" disabled={!form.value}>
            {t("dialog.save")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

interface FieldInputProps {
  readonly field: FormField;
  readonly values: readonly string[];
  readonly set: (values: readonly string[]) => void;
}

function FieldInput({ field, values, set }: FieldInputProps) {
  const id = useId();
  const [value = ""] = values;
  switch (field.type) {
    case "hidden":
      return null;
    case "fixed":
      return <h3>{value}</h3>;
    case "boolean":
      return (
        <Check
          label={field.label}
          checked={value === "1" || value === "true"}
          onChange={(event) => set([event.currentTarget.checked ? "1" : "0"])}
        />
      );
    case "list-single":
    case "list-multi":
      return (
        <p class="field">
          <label for={id}>{field.label}</label>
          <select
            id={id}
            multiple={field.type === "list-multi"}
            onChange={(event) => set([...event.currentTarget.selectedOptions].map((each) => each.value))}
          >
            {field.options.map((each) => (
              <option key={each.value} value={each.value} selected={values.includes(each.value)}>
                {each.label}
              </option>
            ))}
          </select>
        </p>
      );
    case "text-multi":
    case "jid-multi":
      return (
        <p class="field">
          <label for={id}>{field.label}</label>
          <textarea
            id={id}
            rows={3}
            value={values.join("\n")}
            onInput={(event) => set(event.currentTarget.value.split("\n").filter((each) => each !== ""))}
          />
        </p>
      );
    default:
      return (
        <p class="field">
          <label for={id}>{field.label}</label>
          <input
            type={(field.type === "text-private" ? "password" : "text") as "text"}
            id={id}
            autocomplete="off"
            value={value}
            onInput={(event) => set([event.currentTarget.value])}
          />
        </p>
      );
  }
}
