import { execFileSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { type Build, build } from "./build.ts";

/** Entries that a server may run: what they say is the same in an e-mail, a loader and a server component. */
const forServers = /^\.\/(?:describe|queries|css-text|messages\/\w+)$/;
const dist = "./dist/";
const entries = Object.entries(manifest.exports).flatMap(([entry, target]) =>
  typeof target === "string" || !target.default.startsWith(dist)
    ? []
    : [{ entry, file: target.default.slice(dist.length) }],
);

let built: Build;
let names: Readonly<Record<string, readonly string[]>>;
beforeAll(() => {
  built = build();
  names = namesOnServer(entries.map(({ file }) => file));
});
afterAll(() => built.remove());

/** The names that a server component gets of each module; a star marks those that only the browser runs. */
function namesOnServer(files: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const script = `
    const named = ([name, value]) => (value?.client ? name + "*" : name);
    const names = {};
    for (const file of ${JSON.stringify(files)})
      names[file] = Object.entries(await import(${JSON.stringify(`${pathToFileURL(built.folder).href}/`)} + file)).map(named);
    console.log(JSON.stringify(names));`;
  const bundler = fileURLToPath(new URL("./as-bundler.ts", import.meta.url));
  const conditions = ["--conditions=react-server", "--conditions=@waybill/source"];
  const args = [...conditions, "--import", bundler, "--input-type=module", "--eval", script];
  const said: Readonly<Record<string, readonly string[]>> = JSON.parse(
    execFileSync(process.execPath, args, { encoding: "utf8" }),
  );
  return said;
}

test.each(entries.filter(({ entry }) => forServers.test(entry)))(
  "$entry runs where React has no state, no effects and no context",
  ({ file }) => {
    expect(names[file]).not.toEqual([]);
    expect(names[file]?.filter((name) => name.endsWith("*"))).toEqual([]);
  },
);

test.each(entries.filter(({ entry }) => !forServers.test(entry) && entry !== "./testing"))(
  "$entry is all the browser's",
  ({ file }) => {
    expect(names[file]).not.toEqual([]);
    expect(names[file]?.filter((name) => !name.endsWith("*"))).toEqual([]);
  },
);

test('the built files that begin with "use client" are these', () => {
  const files = globSync("**/*.js", { cwd: built.folder });
  expect(files.length).toBeGreaterThan(100);
  const marked = files.filter((file) => /^["']use client["'];/.test(readFileSync(join(built.folder, file), "utf8")));
  expect(marked.toSorted()).toEqual(["badge.js", "element.js", "index.js", "provider.js"]);
});
