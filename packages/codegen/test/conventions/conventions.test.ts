import { describe, expect, test } from "vitest";
import type { JsonObject, StreamContract } from "@waybill/sync/connector";
import { streamsOf } from "../infer-stream.ts";
import type { Convention } from "./convention.ts";
import { conventions } from "./conventions.ts";
import { respell, spellings } from "./respell.ts";

function read({ document, want }: Convention): {
  readonly found: Readonly<Record<string, StreamContract | null>>;
  readonly want: Readonly<Record<string, JsonObject | null>>;
} {
  const streams = streamsOf(document);
  return { found: Object.fromEntries(Object.keys(want).map((key) => [key, streams[key] ?? null])), want };
}

describe("what is published or usual is understood, whoever does it", () => {
  test.each(conventions.map((each) => [each.name, each] as const))("%s", (_, convention) => {
    const { found, want } = read(convention);
    expect(found).toMatchObject(want);
  });
});

describe("the spelling of names changes nothing", () => {
  const spelled = conventions
    .filter(({ anySpelling }) => anySpelling === true)
    .flatMap((convention) => spellings.map((spelling) => respell(convention, spelling)));

  test.each(spelled.map((each) => [each.name, each] as const))("%s", (_, convention) => {
    const { found, want } = read(convention);
    expect(found).toMatchObject(want);
  });
});
