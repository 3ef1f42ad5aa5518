import type { Json, JsonObject } from "@waybill/sync/connector";
import { DocumentError } from "../load/read/document-error.ts";
import { formatPointer } from "../load/json/json-pointer.ts";
import { isArray, isObject, textAt } from "../load/json/json-value.ts";
import { parseText } from "../load/read/parse-text.ts";

/** An OpenAPI Overlay document (Overlay Specification 1.0 and 1.1), its form checked. */
export interface Overlay {
  /** The overlay as the caller named it, for messages. */
  readonly file: string;
  readonly actions: readonly OverlayAction[];
}

/** One change, at every place that `target` selects. */
export interface OverlayAction {
  /** JSONPath (RFC 9535). */
  readonly target: string;
  /** JSON pointer of the action in the overlay. */
  readonly pointer: string;
  readonly change: OverlayChange;
}

/** `remove` wins over the others (section "Action Object"); `from` selects the one place to copy. */
export type OverlayChange =
  | { readonly kind: "remove" }
  | { readonly kind: "update"; readonly value: Json }
  | { readonly kind: "copy"; readonly from: string };

/**
 * Text of an overlay, in YAML or JSON.
 * @throws DocumentError where it is no overlay
 */
export function parseOverlay(text: string, file: string): Overlay {
  const { value } = parseText(text, file);
  const version = textAt(value, "overlay") ?? "";
  if (!/^1\.[01](\.|$)/.test(version)) throw unknownVersion(value, file);
  const actions = value["actions"];
  if (!isArray(actions) || actions.length === 0)
    throw fault(file, "/actions", "An overlay has a list of actions, and this one has none.");
  return { file, actions: actions.map((action, index) => readAction(action, { file, version, index })) };
}

interface ActionPlace {
  readonly file: string;
  readonly version: string;
  readonly index: number;
}

function readAction(action: Json, { file, version, index }: ActionPlace): OverlayAction {
  const pointer = formatPointer(["actions", index]);
  if (!isObject(action)) throw fault(file, pointer, "An action is an object.");
  const target = textAt(action, "target");
  if (target === undefined)
    throw fault(file, `${pointer}/target`, "An action has a target, a JSONPath such as $.info.");
  return { target, pointer, change: changeOf(action, { file, pointer, copies: !version.startsWith("1.0") }) };
}

function changeOf(
  action: JsonObject,
  { file, pointer, copies }: { readonly file: string; readonly pointer: string; readonly copies: boolean },
): OverlayChange {
  if (action["remove"] === true) return { kind: "remove" };
  const from = action["copy"];
  if (from !== undefined && !copies)
    throw fault(file, `${pointer}/copy`, "Overlay 1.0 knows no copy; it came with 1.1. Write overlay: 1.1.0.");
  if (from !== undefined && action["update"] !== undefined)
    throw fault(file, pointer, "An action says copy or update, and this one says both.");
  if (typeof from === "string") return { kind: "copy", from };
  if (from !== undefined) throw fault(file, `${pointer}/copy`, "What is copied is named by a JSONPath.");
  if (action["update"] !== undefined) return { kind: "update", value: action["update"] };
  throw fault(file, pointer, "An action says update, copy or remove: true, and this one says none of them.");
}

function unknownVersion(value: JsonObject, file: string): DocumentError {
  const said = value["overlay"];
  const what =
    said === undefined
      ? 'The document has no "overlay" at its root, so it is not an OpenAPI Overlay.'
      : `The document says overlay: ${JSON.stringify(said).slice(0, 40)}, which is not a version this command reads.`;
  return fault(
    file,
    said === undefined ? "" : "/overlay",
    what,
    'It starts with "overlay: 1.0.0" or "overlay: 1.1.0".',
  );
}

function fault(
  file: string,
  pointer: string,
  what: string,
  next = "Correct the overlay at this place.",
): DocumentError {
  return new DocumentError({ code: "overlay", file, pointer, what, next });
}
