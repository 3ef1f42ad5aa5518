import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";

const source = new URL("../", import.meta.url);
const code = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path) && !path.includes(".test.") && !path.startsWith("messages/"))
  .map((path) => readFileSync(new URL(path, source), "utf8"))
  .join("\n");

const rooms = readdirSync(new URL("messages/english", source)).map((file) => file.replace(/\.ts$/, ""));
const texts = await Promise.all(
  rooms.map(async (room) => {
    const module: Readonly<Record<string, unknown>> = await import(`./english/${room}.ts`);
    return Object.keys(module).map((name) => `${room}Texts.${name}`);
  }),
);

test.each(texts.flat())("%s is said somewhere", (text) => {
  expect(code).toMatch(new RegExp(`\\b${text.replace(".", "\\.")}\\b`));
});
