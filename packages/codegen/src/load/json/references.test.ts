import { expect, test } from "vitest";
import { createReferences } from "./references.ts";

const document = {
  components: {
    schemas: {
      Contact: { type: "object" },
      "a/b~c": { type: "string" },
      Alias: { $ref: "#/components/schemas/Contact" },
      Loop: { $ref: "#/components/schemas/Pool" },
      Pool: { $ref: "#/components/schemas/Loop" },
    },
  },
};
const references = createReferences(document);
const to = (name: string) => ({ $ref: `#/components/schemas/${name}` });

test.each([
  ["a value without a reference is itself", { type: "string" }, { type: "string" }],
  ["one step", to("Contact"), { type: "object" }],
  ["a chain", to("Alias"), { type: "object" }],
  ["an escaped name", to("a~1b~0c"), { type: "string" }],
  ["a percent-encoded name", to("a~1b~0c".replace("~1", "%7E1")), { type: "string" }],
  ["a circle, which leads nowhere", to("Loop"), undefined],
  ["a missing name", to("Missing"), undefined],
  ["another file", { $ref: "other.yaml#/x" }, undefined],
  ["no object", 3, undefined],
])("%s", (_, value, want) => {
  expect(references.resolve(value)).toEqual(want);
});
