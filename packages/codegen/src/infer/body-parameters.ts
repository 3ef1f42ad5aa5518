import { isObject } from "../load/json-value.ts";
import { parsePointer } from "../load/json-pointer.ts";
import type { ParameterRef } from "@waybill/sync/connector";
import { pointerOf } from "./pointer-of.ts";
import type { Model, Operation, Parameter } from "./operation.ts";
import type { Shape } from "./shape.ts";

/** Members of the JSON body of a POST, and of the objects in it down to `depth`, as parameters. */
export function bodyParameters(model: Model, operation: Operation, depth = 2): readonly Parameter[] {
  if (operation.method !== "POST" || !isObject(operation.body)) return [];
  const found: Parameter[] = [];
  let level = membersOf(model, model.read(operation.body), []);
  for (let at = 1; at < depth && level.length > 0 && found.length < MOST_MEMBERS; at += 1) {
    found.push(...level);
    level = level.flatMap((each) => membersOf(model, each.shape, parsePointer(each.ref)));
  }
  return [...found, ...level].slice(0, MOST_MEMBERS);
}

/** Bodies can contain themselves. */
const MOST_MEMBERS = 2000;

function membersOf(model: Model, shape: Shape, path: readonly string[]): readonly Parameter[] {
  return [...shape.fields].map(([name, field]) => {
    const inner = model.read(field);
    const ref: ParameterRef = pointerOf([...path, name]);
    return {
      ref,
      name,
      place: "body",
      required: path.length === 0 && shape.required.has(name),
      shape: inner,
      text: inner.description,
    };
  });
}
