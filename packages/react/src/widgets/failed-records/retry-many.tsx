import type { FailedRecord } from "@waybill/sync/status";
import type { ReactElement } from "react";
import { ownLanguage } from "../../hooks/use-describe-context.ts";
import type { PagedList } from "../../hooks/use-pages.ts";
import type { RecordActionState } from "../../hooks/use-record-actions.ts";
import { madeOnce } from "../../made-once.ts";
import * as fixTexts from "../../messages/english/fix.ts";
import { Button } from "../../parts/button.tsx";
import { useSettings } from "../../settings.ts";

export interface RetryManyProps {
  readonly list: PagedList<FailedRecord>;
  readonly selected: readonly string[];
  readonly states: ReadonlyMap<string, RecordActionState>;
  readonly onRetry: ((ids: readonly string[]) => void) | undefined;
}

/** The one outlined button of the list: the selected ones, or all that are shown. */
export function RetryMany({ list, selected, states, onRetry }: RetryManyProps): ReactElement | null {
  const { speaker, format } = madeOnce(useSettings(), ownLanguage);
  if (onRetry === undefined || list.items.length === 0) return null;
  const all = list.items.map(({ id }) => id);
  const ids = selected.length > 0 ? selected : all;
  const busy = ids.every((id) => states.get(id) === "starting");
  const count = format.number(ids.length) ?? "";
  const label =
    selected.length > 0
      ? speaker.say(fixTexts.retrySome, { count })
      : speaker.say(fixTexts.retryAll, { count }, ids.length);
  return (
    <Button
      part="retry-many"
      label={label}
      busy={busy}
      busyLabel={speaker.say(fixTexts.retryBusy, {})}
      onPress={() => onRetry(ids)}
    />
  );
}
