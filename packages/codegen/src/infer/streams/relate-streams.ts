import { parentParameterRef, parentParameters, type ParameterRef, type StreamContract } from "@waybill/sync/connector";
import { answer, type Answer } from "../rules/answer.ts";
import type { Model } from "../document/operation.ts";
import type { StreamOutline } from "./outline-stream.ts";
import { inferParents } from "../parents/parents.ts";
import { uniqueNames } from "./stream-name.ts";
import { inferViews } from "./views.ts";

/** What a list has to do with the others of its document. */
export interface RelatedAnswers {
  readonly parent: Answer<StreamContract["parent"]>;
  /** Path of the list whose records this one may show once more. */
  readonly view: Answer<string | undefined>;
}

/** A list among the others of its document. */
export interface RelatedStream extends RelatedAnswers {
  readonly outline: StreamOutline;
  readonly name: string;
  /** Required parameters that neither a parent nor a header of every request fills. */
  readonly open: readonly ParameterRef[];
}

/** Names the lists, and finds what each has to do with the others. `headers`: those of every request. */
export function relateStreams(
  model: Model,
  outlines: readonly StreamOutline[],
  headers: Readonly<Record<string, string>>,
): readonly RelatedStream[] {
  const names = uniqueNames(
    model.keep,
    outlines.map(({ candidate: { operation }, name }) => ({ operation, name: name.value })),
  );
  const sent = new Set(Object.keys(headers).map((name) => `header:${name}`));
  const streams = outlines.map((outline, index) => ({
    outline,
    name: names[index] ?? outline.name.value,
    operation: outline.candidate.operation,
    primaryKey: outline.primaryKey.value,
    open: outline.required.open.filter((ref) => !sent.has(ref)),
    record: outline.record,
    isPart: Object.keys(outline.required.constants).length > 0,
  }));
  const parents = inferParents(model, streams);
  const views = inferViews(model, streams, parents);
  return streams.map(({ outline, name, operation, open }) => {
    const parent = parents.get(name) ?? answer(undefined, 0.9, "not listed for the records of another stream");
    const view = views.get(name) ?? answer(undefined, 0.99, []);
    const filled = new Set(
      parentParameters({ parent: parent.value }).map((each) => parentParameterRef(operation, each)),
    );
    return { outline, name, parent, view, open: open.filter((ref) => !filled.has(ref)) };
  });
}
