import type { Display, Json, Pointer } from "@waybill/sync/connector";
import { answer, type Answer } from "./answer.ts";
import { classOf } from "./classes.ts";
import { fieldsOf, isPlain, type Field } from "./fields.ts";
import type { Model } from "./operation.ts";
import { flat } from "./words.ts";

const TITLES = [
  "name",
  "displayname",
  "fullname",
  "title",
  "subject",
  "label",
  "summary",
  "number",
  "code",
  "slug",
  "key",
  "description",
  "type",
];
const USEFUL =
  /^(status|state|type|amount|total|currency|createdat|updatedat|created|updated|number|date|due(date)?|priority|kind|plan)$/;
const MOST = 5;

/** The fields that may reach a screen: a title and a few plain ones, none of them personal or secret. Undefined where no field is a title. */
export function inferDisplay(
  model: Model,
  record: Json | undefined,
  primaryKey: readonly Pointer[],
): Answer<Display | undefined> {
  const shown = fieldsOf(model, record, 1).filter((field) => isPlain(field) && classOf(field.name) !== "secret");
  const title = titleOf(shown) ?? shown.find((field) => primaryKey.includes(field.pointer));
  if (title === undefined) return answer(undefined, 0.7, "no field of the record is a name");
  const fields = shown.filter(
    (field) => field === title || (USEFUL.test(flat(field.name)) && classOf(field.name) === undefined),
  );
  return answer({ title: title.pointer, fields: fields.slice(0, MOST).map((field) => field.pointer) }, 0.75, [
    `${title.pointer} is a name that titles have`,
  ]);
}

function titleOf(fields: readonly Field[]): Field | undefined {
  for (const name of TITLES) {
    const found = fields.find((field) => flat(field.name) === name);
    if (found !== undefined) return found;
  }
  return undefined;
}
