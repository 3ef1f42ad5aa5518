import type { Pointer } from "@waybill/sync/connector";
import { singular, wordsOf } from "./words.ts";

/** What a collection holds, in either number: `value_lists` and `valueList` are `value list`. */
export function nounText(name: string): string {
  const words = wordsOf(name);
  return [...words.slice(0, -1), singular(words.at(-1) ?? "")].join(" ");
}

/** Words of the last member of a pointer. */
function fieldWords(pointer: Pointer): readonly string[] {
  return wordsOf(pointer.slice(pointer.lastIndexOf("/") + 1));
}

/** `{envelopeId}` and `/envelopeId`, `{project_id}` and `/id`. */
export function namesKey(parameter: string, key: Pointer): boolean {
  const field = fieldWords(key);
  const words = wordsOf(parameter).slice(-field.length);
  return field.length > 0 && field.join() === words.join();
}

/** True for a key that is a number or a text of its own, and no name, such as `key`, which others have too. */
export function isId(key: Pointer): boolean {
  return /^(id|uuid|guid|gid|uid|ulid|sid)$/.test(fieldWords(key).at(-1) ?? "");
}

/** What a parameter is the key of, by its name: `team_gid` where keys are `gid` is of a `team`, `subscription` of a `subscription`. */
export function keyedNoun(parameter: string, key: Pointer): string {
  const words = wordsOf(parameter);
  const rest = namesKey(parameter, key) ? words.slice(0, -fieldWords(key).length) : words;
  return nounText((rest.length === 0 ? words : rest).join(" "));
}

/** True where a text says that a value identifies something. */
export function saysKey(text: string): boolean {
  return /\b(id|ids|uuid|guid|gid|identifier|identifies|key)\b/i.test(text);
}
