import type { Json } from "@waybill/sync/connector";
import { fits } from "../document/fits.ts";
import { isObject } from "../document/pointer.ts";
import { alternatives, mainTypeOf, typesOf, type Schema } from "../document/schema.ts";
import type { At, Make } from "./at.ts";

/** A value of one of a schema's alternatives: of `oneOf` one that no other describes as well, where there is such a value. */
export function makeAlternative(schema: Schema, at: At, make: Make): Json {
  const first = preferred(schema, at);
  const made = makeOption(schema, first, { at, make });
  if (schema["oneOf"] === undefined || fits(made, schema, at.reader)) return made;
  for (const option of usable(schema, at)) {
    if (option === first) continue;
    const other = makeOption(schema, option, { at, make });
    if (fits(other, schema, at.reader)) return other;
  }
  const full = makeOption(schema, first, { at: { ...at, depth: 0, fullness: "rich" }, make }); // what tells two apart may be an optional member
  if (fits(full, schema, at.reader)) return full;
  at.making.misfits.count++;
  return made;
}

/** Near the surface any choice; deeper the simplest one, which keeps expandable objects to their id. */
function preferred(schema: Schema, at: At): Json {
  const options = usable(schema, at);
  const closed = options.filter((option) => !at.open.has(at.reader.chosen(schema, option)));
  const pool = closed.length > 0 ? closed : options;
  const simple = pool.find((option) => !["object", "array"].includes(mainTypeOf(at.reader.flat(option))));
  return at.depth > 0 && simple !== undefined ? simple : at.making.words.faker.helpers.arrayElement([...pool]);
}

/** The alternatives that are more than null. */
function usable(schema: Schema, { reader }: At): readonly Json[] {
  const all = alternatives(schema);
  const options = all.filter((option) => {
    const types = typesOf(reader.flat(option));
    return types.length === 0 || types.some((type) => type !== "null");
  });
  return options.length > 0 ? options : all;
}

function makeOption(schema: Schema, option: Json, { at, make }: { at: At; make: Make }): Json {
  const chosen = at.reader.chosen(schema, option);
  const made = make(chosen, at);
  const tag = discriminatorOf(schema, option);
  if (tag === undefined || !isObject(made) || !fits(tag.value, at.reader.at(chosen, `/${tag.name}`), at.reader))
    return made;
  return { ...made, [tag.name]: tag.value };
}

/** OpenAPI 3.1, discriminator object: the property that names the chosen schema. */
function discriminatorOf(schema: Schema, chosen: Json): { name: string; value: string } | undefined {
  const discriminator = schema["discriminator"];
  const ref = isObject(chosen) ? chosen["$ref"] : undefined;
  if (!isObject(discriminator) || typeof ref !== "string" || typeof discriminator["propertyName"] !== "string")
    return undefined;
  const mapping = isObject(discriminator["mapping"]) ? discriminator["mapping"] : {};
  const mapped = Object.entries(mapping).find(([, to]) => to === ref)?.[0];
  return { name: discriminator["propertyName"], value: mapped ?? ref.slice(ref.lastIndexOf("/") + 1) };
}
