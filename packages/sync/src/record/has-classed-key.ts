import type { StreamContract } from "../connector/contract.ts";

/** Whether a record's key is, or lies in, something that a class keeps from being told, such as an e-mail address. */
export function hasClassedKey({ primaryKey, classes = {} }: Pick<StreamContract, "primaryKey" | "classes">): boolean {
  const classed = Object.keys(classes);
  return primaryKey.some((field) => classed.some((pointer) => field === pointer || field.startsWith(`${pointer}/`)));
}
