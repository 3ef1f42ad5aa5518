import { answer } from "../rules/answer.ts";
import { isPlain } from "../document/fields.ts";
import type { KeyRule } from "./key-rule.ts";
import { nounsOf } from "../document/path.ts";
import { flat, singular } from "../words/words.ts";

/** Every element wraps the record in an object of the collection's own name: `{ customer: { id } }` of customers. */
export const wrappedRule: KeyRule = {
  name: "wrapped in its own name",
  find: ({ model, operation, record, arrayName }) => {
    const names = [nounsOf(model.keep, operation.path)[0] ?? "", arrayName ?? ""].map((name) => flat(singular(name)));
    const inner = model.fields(record, 2).filter((field) => field.path.length === 2 && isPlain(field));
    const field = inner.find((each) => flat(each.name) === "id" && names.includes(flat(each.path[0] ?? "")));
    return field && answer([field], 0.92, `the record is wrapped in /${field.path[0]}`);
  },
};

/** Objects that hold what identifies a record, or the record itself. */
const HOLDER = /^(metadata|meta|sys|node|resource|record|document|attributes)$/i;

export const nestedRule: KeyRule = {
  name: "in metadata or a wrapper",
  rests:
    "Kubernetes ObjectMeta, uid; Contentful, sys.id; FHIR R4 Bundle, entry.resource; GraphQL Cursor Connections, node",
  find: ({ model, record }) => {
    const inner = model
      .fields(record, 2)
      .filter((field) => field.path.length === 2 && isPlain(field) && HOLDER.test(field.path[0] ?? ""));
    const field =
      inner.find(({ name }) => /^_?id$/i.test(name)) ?? inner.find(({ name }) => /^(uid|uuid|guid)$/i.test(name));
    return field && answer([field], 0.88, `${field.pointer} identifies what the record holds`);
  },
};
