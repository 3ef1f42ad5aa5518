import { expect, test } from "vitest";
import { array, documentOf, get, object, text } from "../../../test/list-document.ts";
import { operationName, splitOperationName } from "./operation-name.ts";
import { operationAt, readModel } from "./operation.ts";

test.each([
  { method: "GET", path: "/contacts" },
  { method: "POST", path: "/my contacts/search" },
])("an operation is found again by its name: $method $path", (operation) => {
  const model = readModel(
    documentOf({ [operation.path]: { [operation.method.toLowerCase()]: get(array(object({ id: text }))) } }),
  );
  const name = operationName(operation);
  expect(splitOperationName(name)).toEqual(operation);
  expect(operationAt(model, name)).toMatchObject(operation);
});
