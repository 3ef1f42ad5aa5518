import type { ReactElement } from "react";
import { unreachableOf } from "../describe/unreachable.ts";
import * as actionTexts from "../messages/english/action.ts";
import * as detailTexts from "../messages/english/detail.ts";
import type { Text } from "../messages/text.ts";
import { useSay } from "../hooks/use-say.ts";
import { useSettings } from "../settings.ts";
import { Button } from "./button.tsx";

/** Why something could not be read: `text`, unless a newer version has it, which only a reload helps. */
export function whyUnread(error: unknown, text: Text): Text {
  return unreachableOf(error) === "reload" ? detailTexts.newer : text;
}

export interface ReadAgainProps {
  readonly error: unknown;
  /** On the button that reads again. */
  readonly label: Text;
  readonly retry: () => void;
}

/** The button beside what could not be read: reads it again, or loads the page anew where only that helps. */
export function ReadAgain({ error, label, retry }: ReadAgainProps): ReactElement {
  const say = useSay();
  const { reload } = useSettings();
  return unreachableOf(error) === "reload" ? (
    <Button action="reload" label={say(actionTexts.labels.reload, {})} onPress={reload} />
  ) : (
    <Button label={say(label, {})} onPress={retry} />
  );
}
