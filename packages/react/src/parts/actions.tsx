import { Children, type ReactElement, type ReactNode } from "react";
import type { ActionKind, OfferedAction } from "../describe/actions.ts";
import type { ActionControl, ActionState } from "../hooks/use-sync-action.ts";
import { useKeptFocus } from "./kept-focus.ts";

/** How a button looks beside others. At most one in a panel is primary. */
export type ButtonVariant = "primary" | "plain" | "quiet";

export interface ActionButtonProps {
  readonly offer: OfferedAction;
  readonly variant: ButtonVariant;
  readonly busy: boolean;
  readonly onPress: (kind: ActionKind) => void;
}

/** Stays focusable while its action is under way: a disabled button throws focus away. */
function ActionButton({ offer, variant, busy, onPress }: ActionButtonProps): ReactElement {
  return (
    <button
      type="button"
      className="wb-button"
      data-part="action"
      data-action={offer.kind}
      data-variant={variant}
      aria-disabled={busy ? true : undefined}
      aria-label={busy ? undefined : offer.accessibleName}
      onClick={() => {
        if (!busy) onPress(offer.kind);
      }}
    >
      {busy ? offer.busyLabel : offer.label}
    </button>
  );
}

export interface ActionsProps {
  readonly offers: readonly OfferedAction[];
  readonly control: ActionControl;
  readonly className: string;
  /** Look of the first button; the others are quiet. */
  readonly first: ButtonVariant;
  /** Buttons of the product, after ours. */
  readonly children?: ReactNode;
}

/** The buttons that make sense now. Focus stays here when the pressed one goes. */
export function Actions({ offers, control, className, first, children }: ActionsProps): ReactElement | null {
  const group = useKeptFocus();
  const possible = offers.filter(({ kind }) => control.can(kind));
  if (possible.length === 0 && Children.toArray(children).length === 0) return null;
  const busy = control.state === "starting" ? control.kind : undefined;
  return (
    <div className={className} data-part="actions" ref={group} tabIndex={-1}>
      {possible.map((offer, i) => (
        <ActionButton
          key={offer.kind}
          offer={offer}
          variant={i === 0 ? first : "quiet"}
          busy={busy === offer.kind}
          onPress={control.run}
        />
      ))}
      {children}
    </div>
  );
}

/** The text beside buttons when the last press came to nothing. An alert: the person has just acted and waits for the answer. */
export function ActionFailure({
  offers,
  control,
}: {
  readonly offers: readonly OfferedAction[];
  readonly control: ActionState;
}): ReactElement | null {
  if (control.state !== "rejected") return null;
  const offer = offers.find(({ kind }) => kind === control.kind);
  if (offer === undefined) return null;
  return (
    <p className="wb-failure" data-part="failure" role="alert">
      {offer.failedText}
    </p>
  );
}
