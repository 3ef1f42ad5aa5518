import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { propsOf } from "../../stories/.storybook/props-of.ts";

const read = (path: string) => readFileSync(new URL(`../../packages/react/src/${path}`, import.meta.url), "utf8");
const sources = ["settings.ts", "parts/part.tsx", "widgets/subject.ts", "widgets/card/integration-card.tsx"].map(read);

test("a widget's properties are read from its source, with those that it shares", () => {
  const props = propsOf("IntegrationCardProps", sources);
  expect(props.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["target", "snapshot", "names", "expectedEveryMs", "className", "render", "perform"]),
  );
  expect(props.find(({ name }) => name === "headingLevel")).toEqual({
    name: "headingLevel",
    type: "HeadingLevel",
    text: "Default 3.",
  });
  expect(props.find(({ name }) => name === "target")).toMatchObject({ type: "StatusTarget" });
});

test("a type that nobody declares has no properties", () => {
  expect(propsOf("NothingProps", sources)).toEqual([]);
});
