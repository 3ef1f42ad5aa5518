import { parentParameters, type StreamContract } from "@waybill/sync/connector";
import { answer } from "../infer/answer.ts";
import type { StreamReport } from "../infer/infer-connector.ts";
import type { Gap } from "../infer/report.ts";
import { requiredBelow } from "./merge-parent.ts";

interface Unbroken {
  readonly streams: readonly StreamContract[];
  /** What nothing fills any more. */
  readonly gaps: readonly Gap[];
}

/**
 * Streams without the inferred parents that the correction of another stream has left without what they inherit: what those filled has to be filled anew,
 * which is asked. A parent that a person wrote (of the streams `written`) stays, for the contract's validator to judge.
 */
export function dropBrokenParents(streams: readonly StreamContract[], written: ReadonlySet<string>): Unbroken {
  const byName = new Map(streams.map((stream) => [stream.name, stream]));
  const broken = streams.find((stream) => !written.has(stream.name) && notInherited(stream, byName).length > 0);
  if (broken === undefined) return { streams, gaps: [] };
  const required = requiredBelow(broken.list, { before: broken.parent, after: undefined });
  const alone = { ...broken, parent: undefined, list: { ...broken.list, required } };
  // Another one may have inherited from this one.
  const rest = dropBrokenParents(
    streams.map((stream) => (stream === broken ? alone : stream)),
    written,
  );
  return { streams: rest.streams, gaps: [gapOf(alone, notInherited(broken, byName), broken.parent), ...rest.gaps] };
}

/** Parameters that a stream takes over from its parent, which does not have them stored in its keys. */
function notInherited({ parent }: StreamContract, byName: ReadonlyMap<string, StreamContract>): readonly string[] {
  const above = parent === undefined ? undefined : byName.get(parent.stream);
  const filled = above?.parent?.keys === "below-parent" ? parentParameters(above) : [];
  return (parent?.inherits ?? []).filter((name) => !filled.includes(name));
}

/** What is told of the streams, with the parents that are gone. */
export function tellDropped(reports: readonly StreamReport[], gaps: readonly Gap[]): readonly StreamReport[] {
  const dropped = new Map(gaps.map(({ stream, why }) => [stream, why]));
  return reports.map((report) => {
    const why = dropped.get(report.name);
    return why === undefined
      ? report
      : { ...report, answers: { ...report.answers, parent: answer(undefined, 1, why) } };
  });
}

function gapOf({ name, list }: StreamContract, lost: readonly string[], parent: StreamContract["parent"]): Gap {
  const above = `"${parent?.stream ?? ""}"`;
  const why = [
    `nothing fills ${(list.required ?? []).join(", ")}`,
    `it was listed below ${above}, whose correction leaves no ${lost.join(", ")} to take over from there`,
    `fill them, or let ${above} have its parent and keys "below-parent"`,
  ].join("; ");
  return { stream: name, question: "required", why };
}
