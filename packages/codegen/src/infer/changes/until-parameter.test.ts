import { expect, test } from "vitest";
import { onlyStream } from "../../../test/infer-stream.ts";
import { instant, integer, object, query, text, type ListSketch } from "../../../test/list-document.ts";

const dated = object({ id: text, created_at: instant, updated_at: instant });

const between = (lower: string, upper: string, more: readonly string[] = []): ListSketch => ({
  record: dated,
  parameters: [lower, upper, ...more].map((name) => query(name, instant, "Updated at this time")),
});

test.each<readonly [string, ListSketch, string | undefined]>([
  [
    "the member of the same object",
    {
      record: object({ id: text, created: { ...integer, description: "Unix timestamp" } }),
      parameters: [query("created", object({ gt: integer, gte: integer, lt: integer, lte: integer }))],
    },
    "created[lte]",
  ],
  ["the parameter of the same words", between("updated_after", "updated_before", ["created_before"]), "updated_before"],
  ["one whose words stand elsewhere", between("updated_at_begin_time", "updated_at_end_time"), "updated_at_end_time"],
  ["one that only says which end it is", between("since", "until"), "until"],
  [
    "the neighbour in a body",
    {
      method: "post",
      path: "/orders/search",
      record: dated,
      body: object({
        cursor: text,
        filter: object({ updated_at: object({ start_at: instant, end_at: instant }) }),
        closed_at: object({ end_at: instant }),
      }),
    },
    "/filter/updated_at/end_at",
  ],
  ["nothing, where the words differ", between("updated_after", "created_before"), undefined],
  ["nothing, where two could be meant", between("since", "until", ["before"]), undefined],
  [
    "nothing, where it is written otherwise",
    { record: dated, parameters: [query("updated_since", instant), query("updated_until", integer, "Unix time")] },
    undefined,
  ],
])("a range is bounded from above by %s", (_, sketch, until) => {
  const { incremental } = onlyStream(sketch).stream;
  expect(incremental?.param).toBeDefined();
  expect(incremental?.until).toBe(until);
});

const bounds = (lower: readonly [string, string], upper: readonly [string, string]): ListSketch["parameters"] => [
  query(lower[0], instant, lower[1]),
  query(upper[0], instant, upper[1]),
];
const lasting = object({ id: text, start_time: instant, end_time: instant });
const created = object({ id: text, created_at: instant });

test.each<readonly [string, ListSketch]>([
  [
    "its name is another field",
    {
      record: lasting,
      parameters: bounds(["start_time", "Events starting after"], ["end_time", "Events that ended before"]),
    },
  ],
  [
    "its name is another field with other words",
    {
      path: "/events",
      record: object({ id: text, start_time: instant, ends_at: instant }),
      parameters: bounds(["event_start_time", "Occurred since"], ["event_end_time", "Until this time"]),
    },
  ],
  [
    "its text is of another field",
    {
      record: object({ id: text, created_at: instant, delivered_at: instant }),
      parameters: bounds(["from", "Created from this date"], ["to", "By the time delivered"]),
    },
  ],
  [
    "its text is of another moment",
    {
      record: created,
      parameters: bounds(
        ["from", "Orders created from this date on"],
        ["to", "Orders due to be delivered by this date"],
      ),
    },
  ],
  [
    "its text alone is of a moment, and that of another",
    {
      record: object({ id: text, start_time: instant }),
      parameters: bounds(["from", "Events that occurred since"], ["to", "Those that ended before this time"]),
    },
  ],
])("a range is not bounded from above where %s", (_, sketch) => {
  const { incremental } = onlyStream(sketch).stream;
  expect(incremental?.param).toBeDefined();
  expect(incremental?.until).toBeUndefined();
});

test.each<readonly [string, ListSketch, string]>([
  [
    "both ends name the moment",
    {
      record: object({ id: text, updated_at: instant, end_time: instant }),
      parameters: bounds(["updated_at_begin_time", "Begin of the range"], ["updated_at_end_time", "End of the range"]),
    },
    "updated_at_end_time",
  ],
  [
    "both texts speak of one moment",
    {
      record: object({ id: text, updated_at: instant, created_at: instant }),
      parameters: bounds(["from", "Modified since this time"], ["to", "Changed before this time"]),
    },
    "to",
  ],
  [
    "only the name says that it is the end",
    {
      record: created,
      parameters: bounds(["begin_at", "Events created after this time"], ["end_at", "Events created before this time"]),
    },
    "end_at",
  ],
])("a range is bounded from above where %s", (_, sketch, until) => {
  expect(onlyStream(sketch).stream.incremental?.until).toBe(until);
});
