import type { Json, ParameterRef } from "@waybill/sync/connector";
import { isObject } from "../../load/json/json-value.ts";
import { pointerOf } from "./pointer-of.ts";
import type { Model, Operation, Parameter } from "./operation.ts";
import { mayHaveFields, type Shape } from "./shape.ts";

/** Members of the JSON body of a POST, and of the objects in it down to `depth`, as parameters. */
export function bodyParameters(model: Model, operation: Operation, depth = 2): readonly Parameter[] {
  if (operation.method !== "POST" || !isObject(operation.body)) return [];
  const found: BodyMember[] = [];
  let level = membersOf(model, model.read(operation.body), []);
  for (let at = 1; at < depth && level.length > 0 && found.length < MOST_MEMBERS; at += 1) {
    found.push(...level);
    level = level.flatMap((each) => each.members());
  }
  return [...found, ...level].slice(0, MOST_MEMBERS);
}

/** Bodies can contain themselves. */
const MOST_MEMBERS = 2000;

/** Bodies have many members, and of most nothing is asked but the name. */
class BodyMember implements Parameter {
  readonly name: string;
  readonly place = "body";
  readonly required: boolean;
  readonly #model: Model;
  readonly #schema: Json;
  readonly #path: readonly string[];

  constructor(model: Model, { schema, path, required }: { schema: Json; path: readonly string[]; required: boolean }) {
    this.name = path.at(-1) ?? "";
    this.required = required;
    this.#model = model;
    this.#schema = schema;
    this.#path = path;
  }

  get ref(): ParameterRef {
    return pointerOf(this.#path);
  }

  get shape(): Shape {
    return this.#model.read(this.#schema);
  }

  get text(): string {
    return this.shape.description;
  }

  members(): readonly BodyMember[] {
    return mayHaveFields(this.#schema) ? membersOf(this.#model, this.shape, this.#path) : [];
  }
}

function membersOf(model: Model, shape: Shape, above: readonly string[]): readonly BodyMember[] {
  return [...shape.fields].map(([name, schema]) => {
    const required = above.length === 0 && shape.required.has(name);
    return new BodyMember(model, { schema, path: [...above, name], required });
  });
}
