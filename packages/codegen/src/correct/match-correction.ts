import { parentParameterRef } from "@waybill/sync/connector";
import type { Json, ParameterRef } from "@waybill/sync/connector";
import type { Model, Operation } from "../infer/document/operation.ts";
import { ConfigError } from "../config/config-error.ts";
import type { StreamCorrection } from "../config/correction.ts";
import { suggest } from "../config/nearest.ts";
import { namedReferences, type NamedReference } from "./references.ts";
import { followPointer } from "./schema-pointer.ts";
import { operationName } from "../infer/document/operation-name.ts";

/** A stream as the document describes it. */
export interface DescribedStream {
  readonly operation: Operation;
  /** Schema of the records, with the correction of where they are. */
  readonly record: Json | undefined;
  /** Parameters that only other lists of the document declare. */
  readonly undeclared: readonly ParameterRef[];
}

/**
 * Holds a correction against the document, which may have changed since it was written.
 * @throws ConfigError naming the first thing that the document does not have, and what is most like it
 */
export function matchCorrection(
  correction: StreamCorrection,
  { model, stream, place }: { readonly model: Model; readonly stream: DescribedStream; readonly place: string },
): void {
  for (const reference of namedReferences(correction)) {
    const missing = missingOf(reference, model, stream);
    if (missing !== undefined)
      throw new ConfigError(
        `${place}: ${reference.member} names ${missing.what}, which the document does not have.`,
        [suggest(missing.name, missing.known), missing.next].filter((part) => part !== "").join(" "),
      );
  }
}

interface Missing {
  readonly what: string;
  readonly name: string;
  readonly known: readonly string[];
  readonly next: string;
}

function missingOf({ member, kind, name }: NamedReference, model: Model, stream: DescribedStream): Missing | undefined {
  const next = "Correct the config, or add it to the document by an overlay.";
  switch (kind) {
    case "parameter":
      return parameterMissing(name, stream)
        ? { what: `the parameter "${name}"`, name, known: refsOf(stream), next }
        : undefined;
    case "filled":
      return missingOf({ member, kind: "parameter", name: parentParameterRef(stream.operation, name) }, model, stream);
    case "operation": {
      const known = model.operations.map(operationName);
      return known.includes(name) ? undefined : { what: `the operation "${name}"`, name, known, next };
    }
    case "answer":
      return name.startsWith("header:")
        ? undefined
        : pointerMissing(model, stream.operation.answer, { name, kind: "member", next });
    case "field":
      return pointerMissing(model, stream.record, { name, kind: "field", next });
  }
}

function refsOf({ operation, undeclared }: DescribedStream): readonly string[] {
  return [...operation.parameters.map(({ ref }) => ref), ...undeclared];
}

/** Members of a body are not looked up: documents seldom type them. `created[gte]` is a member of the parameter `created`. */
function parameterMissing(name: string, stream: DescribedStream): boolean {
  if (name.startsWith("/")) return false;
  const known = refsOf(stream);
  return !known.includes(name) && !known.includes(name.replace(/\[.*\]$/, ""));
}

function pointerMissing(
  model: Model,
  schema: Json | undefined,
  { name, kind, next }: { readonly name: string; readonly kind: string; readonly next: string },
): Missing | undefined {
  const place = followPointer(model, schema, name);
  return place.kind === "missing"
    ? { what: `the ${kind} "${place.at}"`, name: place.at, known: place.known, next }
    : undefined;
}
