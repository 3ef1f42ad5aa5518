import type { Pointer } from "@waybill/sync/connector";
import type { Field } from "./fields.ts";
import { fieldsOfListed } from "./listed-record.ts";
import { nounText } from "./noun-words.ts";
import { keyOf, type Model } from "./operation.ts";
import { nameOf, type FoundParent, type ListedStream } from "./parent-rule.ts";
import { lastLiteral, withoutParents } from "./path.ts";
import type { Rule } from "./rule.ts";
import type { Shape } from "./shape.ts";
import { flat } from "./words.ts";

/** A child and what fills the parameters of its list: its parent, and the parameters that those above fill. */
export interface ReachInput {
  readonly model: Model;
  readonly child: ListedStream;
  readonly parent: FoundParent;
  /** Names of the parameters that the parent and those above it fill. */
  readonly filled: readonly string[];
}

/** What says that a key names one record, whichever parent lists it. */
export interface ReachRule extends Rule {
  readonly find: (input: ReachInput) => string | undefined;
}

/**
 * How far the keys of children reach. That they name one record is not enough: one that many parents list, such as a member of groups, would be stored for
 * one of them alone. So the record has to name its parent as well.
 */
export const reachRules: readonly ReachRule[] = [
  {
    name: "one record by its key alone, which names its parent",
    find: ({ model, child, parent, filled }) => {
      const item = model.byKey.get(keyOf("GET", `${withoutParents(child.operation.path, filled)}/{}`));
      if (item === undefined) return undefined;
      const field = namesParent(fieldsOfListed(model, item, child) ?? [], parent);
      return field && `${item.path} answers with one by its key alone, and says in ${field} whose it is`;
    },
  },
];

/** The field of a record that holds its one parent, or the parent's key. */
function namesParent(fields: readonly Field[], { stream, ref, key }: FoundParent): Pointer | undefined {
  const noun = flat(nounText(lastLiteral(stream.operation.path) ?? ""));
  const last = flat(key.slice(key.lastIndexOf("/") + 1));
  const names = new Set([noun, `${noun}id`, `${noun}${last}`, flat(nameOf(ref))]);
  // Every record has one of its own.
  names.delete(last);
  return fields.find(({ name, shape }) => names.has(flat(name)) && isOne(shape))?.pointer;
}

const isOne = ({ types }: Shape): boolean => !types.has("array") && !types.has("boolean");
