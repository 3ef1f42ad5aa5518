import type { Pointer } from "@waybill/sync/connector";
import { answer, type Answer } from "../rules/answer.ts";
import { isPlain } from "../document/fields.ts";
import { itemPathRule, itemTextRule } from "./key-of-item-path.ts";
import { nounIdRule, nounRule } from "./key-of-noun.ts";
import type { KeyInput, KeyRule } from "./key-rule.ts";
import { compoundRule, markedRule, severalRule } from "./key-of-several.ts";
import { nestedRule, wrappedRule } from "./key-in-wrapper.ts";
import { idRule, keyLikeRule, keyNameRule, plainNameRule, uniqueTextRule } from "./key-of-name.ts";

/** From the surest to the weakest. */
export const keyRules: readonly KeyRule[] = [
  markedRule,
  idRule,
  nounIdRule,
  compoundRule,
  itemPathRule,
  keyNameRule,
  uniqueTextRule,
  nounRule,
  keyLikeRule,
  wrappedRule,
  nestedRule,
  plainNameRule,
  itemTextRule,
  severalRule,
];

/** The fields that identify a record. Empty where none do: then a record is identified by its content. */
export function inferPrimaryKey(input: KeyInput): Answer<readonly Pointer[]> {
  const fields = input.model.fields(input.record, 1).filter(isPlain);
  for (const { find } of input.model.keep(keyRules)) {
    const found = find(input, fields);
    if (found !== undefined)
      return answer(
        found.value.map(({ pointer }) => pointer),
        found.confidence,
        found.evidence,
      );
  }
  const { fields: members, types } = input.model.read(input.record);
  if (members.size === 0 && types.size > 0 && !types.has("object"))
    return answer([], 0.9, "the records are plain values, each known by itself");
  return answer([], 0.6, "no field of the record looks like a key");
}
