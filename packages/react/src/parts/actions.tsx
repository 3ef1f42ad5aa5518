import type { ReactElement, ReactNode } from "react";
import type { OfferedAction } from "../describe/actions.ts";
import type { ActionControl, ActionState } from "../hooks/use-sync-action.ts";
import { reloadStep } from "../describe/unreachable.ts";
import * as actionTexts from "../messages/english/action.ts";
import { useSay } from "../hooks/use-say.ts";
import { Button, type ButtonVariant } from "./button.tsx";
import { isGiven } from "./is-given.ts";
import { useKeptFocus } from "./kept-focus.ts";

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
  const group = useKeptFocus<HTMLSpanElement>();
  const possible = offers.filter(({ kind }) => control.can(kind));
  if (possible.length === 0 && !isGiven(children)) return null;
  return (
    <span className={className} data-part="actions" ref={group} tabIndex={-1}>
      {possible.map(({ kind, label, accessibleName, busyLabel, told }, i) => (
        <Button
          key={kind}
          action={kind}
          variant={i === 0 ? first : "quiet"}
          label={label}
          name={accessibleName}
          busyLabel={busyLabel}
          busy={control.state === "starting" && control.kind === kind}
          onPress={() => control.run(kind, told)}
        />
      ))}
      {children}
    </span>
  );
}

/** The text beside buttons when the last press came to nothing. */
export function ActionFailure({
  offers,
  control,
}: {
  readonly offers: readonly OfferedAction[];
  readonly control: ActionControl;
}): ReactElement | null {
  if (control.state !== "rejected") return null;
  const offer = offers.find(({ kind }) => kind === control.kind);
  return offer === undefined ? null : <WhyNot {...control} text={offer.failedText} aloud={control.here} />;
}

interface WhyNotProps extends Pick<Extract<ActionState, { state: "rejected" }>, "why" | "href" | "failure"> {
  readonly text: string;
  readonly aloud: boolean;
}

function WhyNot({ text, why, href, failure, aloud }: WhyNotProps): ReactElement {
  const say = useSay();
  const reason = failure?.action === "reload" ? reloadStep : why && actionTexts.windows[why];
  return (
    <Failure text={reason === undefined ? text : say(reason, {})} aloud={aloud}>
      {href === undefined ? null : <a href={href}>{say(actionTexts.sameTab, {})}</a>}
    </Failure>
  );
}

export interface FailureProps {
  readonly text: string;
  /** True in the one place where the person has just pressed and waits for the answer: it is then an alert. */
  readonly aloud: boolean;
  readonly children?: ReactNode;
}

/** What could not be done, said beside its button. */
export function Failure({ text, aloud, children }: FailureProps): ReactElement {
  return (
    <span className="wb-failure" data-part="failure" data-tone="danger" role={aloud ? "alert" : undefined}>
      {text} {children}
    </span>
  );
}
