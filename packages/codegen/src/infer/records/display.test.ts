import { expect, test } from "vitest";
import { onlyStream } from "../../../test/infer-stream.ts";
import { object, text } from "../../../test/list-document.ts";

test.each<readonly [string, readonly string[], string]>([
  ["/domains", ["id", "description", "domain"], "/domain"],
  ["/domains", ["id", "domain", "label"], "/label"],
  ["/orgs", ["id", "description", "login"], "/login"],
  ["/invoices", ["id", "description", "number"], "/number"],
  ["/invoices", ["id", "amount"], "/id"],
  ["/users", ["id", "username"], "/username"],
  ["/events", ["id", "username"], "/id"],
])("a record of %s that has %j is shown by %s", (path, names, title) => {
  const record = object(Object.fromEntries(names.map((name) => [name, text])));
  expect(onlyStream({ path, record }).stream.display?.title).toBe(title);
});
