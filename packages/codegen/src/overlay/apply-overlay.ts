import type { Json, JsonObject } from "@waybill/sync/connector";
import type { Diagnostic } from "../load/read/diagnostic.ts";
import { DocumentError } from "../load/read/document-error.ts";
import { formatPointer, valueAt } from "../load/json/json-pointer.ts";
import { isArray, isObject } from "../load/json/json-value.ts";
import { editPlaces } from "./edit-places.ts";
import { mergeAtTarget, MergeConflict } from "./merge.ts";
import type { Overlay, OverlayAction } from "./overlay.ts";
import { JsonPathError, selectPaths, type SelectedPath } from "./select.ts";

export interface Overlaid {
  readonly document: JsonObject;
  /** Actions that selected nothing: the document has moved on, or the target is misspelled. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * A document with the actions of an overlay applied, each to the outcome of the one before (Overlay 1.1, section "Overlay Object"). The
 * document that is given stays as it is.
 * @throws DocumentError `overlay` where an action cannot be applied
 */
export function applyOverlay(document: JsonObject, overlay: Overlay): Overlaid {
  const diagnostics: Diagnostic[] = [];
  let current = document;
  for (const action of overlay.actions) {
    const paths = select(current, action.target, { overlay, place: `${action.pointer}/target` });
    if (paths.length === 0) diagnostics.push(nothingSelected(action, overlay));
    else current = applyAction(current, paths, { action, overlay });
  }
  return { document: current, diagnostics };
}

interface Acting {
  readonly action: OverlayAction;
  readonly overlay: Overlay;
}

function applyAction(document: JsonObject, paths: readonly SelectedPath[], acting: Acting): JsonObject {
  const { change } = acting.action;
  const edited =
    change.kind === "remove"
      ? editPlaces(document, paths, () => undefined)
      : mergeInto(document, paths, {
          ...acting,
          given: change.kind === "copy" ? copied(document, acting) : change.value,
        });
  if (isObject(edited)) return edited;
  throw fault(acting, "The action leaves no document: $ is the whole of it.");
}

function mergeInto(
  document: JsonObject,
  paths: readonly SelectedPath[],
  { given, ...acting }: Acting & { readonly given: Json },
): Json | undefined {
  assertOneKind(document, paths, acting);
  return editPlaces(document, paths, (value, path) => {
    try {
      return mergeAtTarget(value, given);
    } catch (cause) {
      if (!(cause instanceof MergeConflict)) throw cause;
      const place = formatPointer([...path, ...cause.path]);
      throw fault(acting, `At ${place === "" ? "the root" : place} of the document ${cause.message}.`, cause);
    }
  });
}

/** Two or more selected places are all objects, all arrays or all single values. */
function assertOneKind(document: JsonObject, paths: readonly SelectedPath[], acting: Acting): void {
  const kinds = new Set(paths.map((path) => kindAt(document, path)));
  if (kinds.size > 1)
    throw fault(
      acting,
      `The target selects ${[...kinds].join(" and ")}, which no single change fits; select one kind.`,
    );
}

function kindAt(document: JsonObject, path: SelectedPath): string {
  const value = valueAt(document, path.map(String));
  if (isArray(value)) return "arrays";
  return isObject(value) ? "objects" : "single values";
}

function copied(document: JsonObject, acting: Acting): Json {
  const { change, pointer } = acting.action;
  const from = change.kind === "copy" ? change.from : "$";
  const paths = select(document, from, { overlay: acting.overlay, place: `${pointer}/copy` });
  const [path] = paths;
  const value = path === undefined ? undefined : valueAt(document, path.map(String));
  if (value !== undefined && paths.length === 1) return value;
  throw fault(acting, `What is copied is one place, and ${from} selects ${paths.length}.`);
}

function select(
  document: JsonObject,
  expression: string,
  { overlay, place }: { readonly overlay: Overlay; readonly place: string },
): readonly SelectedPath[] {
  try {
    return selectPaths(document, expression);
  } catch (cause) {
    if (!(cause instanceof JsonPathError)) throw cause;
    const at = cause.column === undefined ? "" : ` at character ${cause.column}`;
    throw new DocumentError({
      code: "overlay",
      file: overlay.file,
      pointer: place,
      what: `${expression} is no JSONPath (RFC 9535)${at}: ${cause.message}`,
      next: "Correct the expression.",
      cause,
    });
  }
}

function nothingSelected({ target, pointer }: OverlayAction, { file }: Overlay): Diagnostic {
  return {
    code: "overlay",
    file,
    pointer: `${pointer}/target`,
    message: `${target} selects nothing in the document, so this action changes nothing.`,
  };
}

function fault({ action, overlay }: Acting, what: string, cause?: unknown): DocumentError {
  const next = "Correct the action, or its target.";
  return new DocumentError({ code: "overlay", file: overlay.file, pointer: action.pointer, what, next, cause });
}
