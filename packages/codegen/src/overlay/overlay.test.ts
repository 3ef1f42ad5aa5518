import { expect, test } from "vitest";
import { parseOverlay } from "./overlay.ts";

const head = "overlay: 1.1.0\ninfo: {title: Fixes, version: '1'}\n";

test.each(["1.0.0", "1.1.0", "1.1.3"])("version %s is read, in YAML and in JSON", (version) => {
  const actions = [{ target: "$.info", update: { title: "B" } }];
  const want = {
    file: "o",
    actions: [{ target: "$.info", pointer: "/actions/0", change: { kind: "update", value: { title: "B" } } }],
  };
  expect(parseOverlay(JSON.stringify({ overlay: version, actions }), "o")).toEqual(want);
  expect(parseOverlay(`overlay: ${version}\nactions:\n- {target: $.info, update: {title: B}}\n`, "o")).toEqual(want);
});

test.each([
  ["an empty file", "", "o: The file is empty."],
  ["a document that is no overlay", "openapi: 3.1.0\n", 'no "overlay" at its root'],
  ["a newer version", "overlay: 2.0.0\n", "/overlay: The document says overlay"],
  ["no actions", head, "o#/actions: "],
  ["an empty list of actions", `${head}actions: []\n`, "o#/actions: "],
  ["an action that is no object", `${head}actions: [3]\n`, "o#/actions/0: "],
  ["an action without a target", `${head}actions: [{update: {}}]\n`, "o#/actions/0/target: "],
  ["an action that changes nothing", `${head}actions: [{target: $}]\n`, "says none of them"],
  ["an action that says both", `${head}actions: [{target: $, update: {}, copy: $.a}]\n`, "says both"],
  ["a copy of something else than a JSONPath", `${head}actions: [{target: $, copy: {}}]\n`, "o#/actions/0/copy: "],
  ["copy in 1.0", "overlay: 1.0.0\nactions: [{target: $, copy: $.a}]\n", "came with 1.1"],
])("%s is refused with its place", (_, text, message) => {
  expect(() => parseOverlay(text, "o")).toThrow(message);
});
