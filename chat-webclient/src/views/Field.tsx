import type { JSX } from "preact";
import { useId } from "preact/hooks";

type Input = JSX.IntrinsicElements["input"];

/** An input with its label. */
export function Field({ label, ...input }: Input & { label: string }) {
  const id = useId();
  return (
    <p class="field">
      <label for={id}>{label}</label>
      <input {...input} id={id} />
    </p>
  );
}

interface CheckProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (event: { readonly currentTarget: HTMLInputElement }) => void;
  readonly name?: string;
}

export function Check({ label, checked, onChange, name }: CheckProps) {
  return (
    <label class="check">
      <input type="checkbox" name={name} checked={checked} onChange={onChange} />
      <span>{label}</span>
    </label>
  );
}
