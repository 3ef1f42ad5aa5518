import { parentParameterRef, parentParameters } from "@waybill/sync/connector";
import type { ParameterRef, StreamContract } from "@waybill/sync/connector";
import { answer } from "../infer/rules/answer.ts";
import type { StreamReport } from "../infer/infer-connector.ts";
import type { Gap } from "../infer/rules/gap.ts";
import { requiredBelow } from "./merge-parent.ts";

interface Unbroken {
  readonly streams: readonly StreamContract[];
  /** Why each parent is gone, by the stream's name. */
  readonly dropped: ReadonlyMap<string, string>;
  /** What nothing fills any more. */
  readonly gaps: readonly Gap[];
}

/**
 * Streams without the inferred parents that a correction contradicts: what it gives a value, no record fills; and what the correction of another stream has
 * left without what it inherits, has to be filled anew, which is asked. A parent that a person wrote (of the streams `written`) stays, to be judged.
 */
export function dropBrokenParents(streams: readonly StreamContract[], written: ReadonlySet<string>): Unbroken {
  const byName = new Map(streams.map((stream) => [stream.name, stream]));
  const isBroken = (stream: StreamContract): boolean =>
    !written.has(stream.name) && (filledTwice(stream).length > 0 || notInherited(stream, byName).length > 0);
  const broken = streams.find(isBroken);
  if (broken === undefined) return { streams, dropped: new Map(), gaps: [] };
  const required = requiredBelow(broken.list, { before: broken.parent, after: undefined });
  const list = { ...broken.list, required: required.length === 0 ? undefined : required };
  const alone = { ...broken, parent: undefined, list };
  // Another one may have inherited from this one.
  const rest = dropBrokenParents(
    streams.map((stream) => (stream === broken ? alone : stream)),
    written,
  );
  const why = whyDropped(broken, required, notInherited(broken, byName));
  const gap: Gap = { stream: broken.name, question: "required", why };
  return {
    streams: rest.streams,
    dropped: new Map([[broken.name, why], ...rest.dropped]),
    gaps: required.length === 0 ? rest.gaps : [gap, ...rest.gaps],
  };
}

/** Parameters of a list that have a value, while records above it fill them too. */
export function filledTwice({ list, parent }: StreamContract): readonly ParameterRef[] {
  const refs = parentParameters({ parent }).map((name) => parentParameterRef(list, name));
  return refs.filter((ref) => Object.hasOwn(list.parameters ?? {}, ref));
}

/** Parameters that a stream takes over from its parent, which does not have them stored in its keys. */
function notInherited({ parent }: StreamContract, byName: ReadonlyMap<string, StreamContract>): readonly string[] {
  const above = parent === undefined ? undefined : byName.get(parent.stream);
  const filled = above?.parent?.keys === "below-parent" ? parentParameters(above) : [];
  return (parent?.inherits ?? []).filter((name) => !filled.includes(name));
}

/** What is told of the streams, without the parents that are gone. */
export function tellDropped(reports: readonly StreamReport[], dropped: Unbroken["dropped"]): readonly StreamReport[] {
  return reports.map((report) => {
    const why = dropped.get(report.name);
    return why === undefined
      ? report
      : { ...report, answers: { ...report.answers, parent: answer(undefined, 1, why) } };
  });
}

function whyDropped(broken: StreamContract, required: readonly ParameterRef[], lost: readonly string[]): string {
  const above = `"${broken.parent?.stream ?? ""}"`;
  const open = required.length === 0 ? [] : [`nothing fills ${required.join(", ")}`];
  const given = filledTwice(broken).join(", ");
  const why =
    given === ""
      ? [
          `it was listed below ${above}, whose correction leaves no ${lost.join(", ")} to take over from there`,
          `fill them, or let ${above} have its parent and keys "below-parent"`,
        ]
      : [`it was listed below ${above}, whose records fill ${given} too, and its correction gives that a value`];
  return [...open, ...why].join("; ");
}
