import type { ReactElement } from "react";

/** How a button looks beside others. At most one in a panel is primary. */
export type ButtonVariant = "primary" | "plain" | "quiet";

export interface ButtonProps {
  /** `data-part`. Default `action`. */
  readonly part?: string | undefined;
  /** `data-action`: what it does. */
  readonly action?: string | undefined;
  readonly variant?: ButtonVariant | undefined;
  readonly label: string;
  /** For assistive technology, where the label alone says too little. Begins with the label. */
  readonly name?: string | undefined;
  /** Said instead of the label while what was asked for is under way; further presses are then ignored. */
  readonly busyLabel?: string | undefined;
  readonly busy?: boolean | undefined;
  /** Added to `wb-button`. */
  readonly className?: string | undefined;
  readonly onPress: () => void;
}

/** Stays focusable while it is busy: a disabled button throws focus away. */
export function Button(props: ButtonProps): ReactElement {
  const { part = "action", action, variant, label, name, busyLabel, busy = false, className = "", onPress } = props;
  return (
    <button
      type="button"
      className={`wb-button ${className}`.trim()}
      data-part={part}
      data-action={action}
      data-variant={variant}
      aria-disabled={busy || undefined}
      aria-label={busy ? undefined : name}
      onClick={busy ? undefined : onPress}
    >
      {busy ? (busyLabel ?? label) : label}
    </button>
  );
}
