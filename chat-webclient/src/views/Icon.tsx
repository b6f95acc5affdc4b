/** Outlines on a grid of 24; decoration only, the words are on the buttons. */
const PATHS = {
  send: "M3 11.5 21 3l-6.5 18-3-7.5zM11.5 13.5 21 3",
  plus: "M12 5v14M5 12h14",
  back: "M15 5l-7 7 7 7",
  close: "M6 6l12 12M18 6 6 18",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  chats: "M4 5h16v11H9l-5 4z",
  contacts: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 3.5-7 8-7s8 3 8 7",
  rooms: "M9 4 7 20M17 4l-2 16M4 9h17M3 15h17",
  settings:
    "M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM12 2v3M12 19v3M2 12h3M19 12h3M4.9 4.9 7 7M17 17l2.1 2.1M19.1 4.9 17 7M7 17l-2.1 2.1",
  search: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l5 5",
  attach: "M8 12l6-6a3.5 3.5 0 0 1 5 5l-8 8a5.5 5.5 0 0 1-8-8l7-7",
  smile: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.5 14.5a4.5 4.5 0 0 0 7 0M9 9.5h.01M15 9.5h.01",
  down: "M6 9l6 6 6-6",
  people:
    "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2 20c0-3.5 3-6 7-6s7 2.500 7 6M16 4.500a3.500 3.500 0 0 1 0 6.500M18 14.500c2.500.800 4 2.800 4 5.500",
  check: "M4 12.500l5 5L20 6.500",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3 2",
  warning: "M12 3 2 21h20zM12 10v5M12 18h.01",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={`icon ${name}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}

interface IconButtonProps {
  readonly name: IconName;
  readonly label: string;
  readonly onClick?: (event: MouseEvent) => void;
  readonly isExpanded?: boolean | undefined;
  readonly type?: "button" | "submit";
  readonly isDisabled?: boolean;
  readonly kind?: string;
}

export function IconButton({
  name,
  label,
  onClick,
  isExpanded,
  type = "button",
  isDisabled,
  kind = "",
}: IconButtonProps) {
  return (
    <button
      type={type}
      class={`icon-button ${kind}`}
      aria-label={label}
      title={label}
      aria-expanded={isExpanded}
      disabled={isDisabled ?? false}
      onClick={onClick}
    >
      <Icon name={name} />
    </button>
  );
}
