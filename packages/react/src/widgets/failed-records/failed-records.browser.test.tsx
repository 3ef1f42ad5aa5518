import type { ActionOutcome, FailedRecord, StatusTarget, SyncAction } from "@waybill/sync/status";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { page, userEvent } from "vitest/browser";
import { FailedRecords } from "../../index.ts";
import { exampleSnapshot } from "../../testing/example-snapshot.ts";
import { type Stage, type StageOptions, createStage } from "../../testing/stage.tsx";

const hubspot: StatusTarget = { connection: "hubspot" };
const names = { records: { one: "contact", other: "contacts" } };
const record = (id: string, title: string): FailedRecord => ({
  id,
  title,
  stream: "contacts",
  kind: "dead-letter",
  reason: "conflict",
  at: 0,
  attempts: 1,
});
const three = [record("1", "Jane Doe"), record("2", "Lin Osei"), record("3", "Ada Park")];
const button = (name: string) => page.getByRole("button", { name, exact: true });

async function show(options: StageOptions = {}, limit = 20): Promise<Stage> {
  const stage = createStage({ failed: three, ...options });
  await render(stage.page(<FailedRecords target={hubspot} names={names} limit={limit} />));
  await expect.element(page.getByText("Jane Doe")).toBeVisible();
  return stage;
}

/** Takes what was retried or given up off the list, as a source does once it is done. */
function settling(): Pick<StageOptions, "onAct"> {
  let left: readonly FailedRecord[] = three;
  return {
    onAct: (action: SyncAction, source): Promise<ActionOutcome> => {
      const ids = "records" in action ? action.records : [];
      left = left.filter(({ id }) => !ids.includes(id));
      source.setFailed(left);
      return Promise.resolve({ state: "accepted" });
    },
  };
}

test("requirement 34: trying one record again changes only its row", async () => {
  const { source } = await show({ onAct: () => new Promise(() => undefined) });
  await userEvent.click(button("Try again: Lin Osei"));
  await expect.element(page.getByText("Trying again…")).toBeVisible();
  expect(page.getByText("Trying again…").elements()).toHaveLength(1);
  await expect.element(button("Try again: Jane Doe")).toBeVisible();
  await expect.element(button("Try again: Ada Park")).toBeVisible();
  expect(source.acted.map(({ action }) => action)).toEqual([{ kind: "replay", target: hubspot, records: ["2"] }]);
});

test("requirement 24: a double click on a record is one action, which keeps no other record waiting", async () => {
  const { source, clock } = await show();
  await userEvent.click(button("Try again: Lin Osei"));
  await userEvent.click(button("Try again: Lin Osei"));
  await userEvent.click(button("Try again: Jane Doe"));
  await clock.advance(500);
  await userEvent.click(button("Try again: Lin Osei"));
  expect(source.acted.map(({ action }) => "records" in action && action.records)).toEqual([["2"], ["1"], ["2"]]);
});

test("requirement 35: when all fail at once, all can be tried again at once", async () => {
  const { source } = await show();
  await userEvent.click(button("Try all 3 again"));
  expect(source.acted.map(({ action }) => action)).toEqual([
    { kind: "replay", target: hubspot, records: ["1", "2", "3"] },
  ]);
});

test("requirement 44: when all are refused at once, one of them is an alert", async () => {
  await show({ onAct: () => Promise.reject(new Error("no answer")) });
  await userEvent.click(button("Try all 3 again"));
  await expect.poll(() => page.getByText("That did not work. It is still here.").elements().length).toBe(3);
  expect(page.getByRole("alert").elements()).toHaveLength(1);
});

test("requirement 44: of records that are pressed one after the other each refusal is an alert, in whatever order they come", async () => {
  const refuse: (() => void)[] = [];
  const { source } = await show({
    onAct: () => new Promise((_, reject) => refuse.push(() => reject(new Error("no answer")))),
  });
  await userEvent.click(button("Try again: Jane Doe"));
  await userEvent.click(button("Try again: Lin Osei"));
  expect(source.acted).toHaveLength(2);
  refuse[0]?.();
  await expect.poll(() => page.getByRole("alert").elements().length).toBe(1);
  refuse[1]?.();
  await expect.poll(() => page.getByRole("alert").elements().length).toBe(2);
});

test("a list that could not be read again is read again on demand, and says so until that is done", async () => {
  const { source } = await show({ snapshots: [exampleSnapshot(hubspot, { phase: "running" })] });
  const unreadable = page.getByText("We could not load the list. Nothing has been changed.");
  source.breakReads(new Error("503"));
  source.set(hubspot, { phase: "idle", lastOutcome: "partial", receipt: "r1" });
  await expect.element(unreadable).toBeVisible();
  await userEvent.click(button("Try again"));
  await new Promise(requestAnimationFrame);
  await expect.element(unreadable).toBeVisible();
  source.breakReads(undefined);
  source.setFailed(three.slice(1));
  await userEvent.click(button("Try again"));
  await expect.element(page.getByText("Jane Doe")).not.toBeInTheDocument();
  expect(unreadable.elements()).toHaveLength(0);
});

test("requirement 33: an ignored record can be had back for ten seconds, and stays while its button has focus", async () => {
  const { source, clock } = await show(settling());
  await userEvent.click(button("Ignore: Jane Doe"));
  await clock.advance(9_999);
  expect(source.acted).toEqual([]);
  await userEvent.click(button("Undo: Jane Doe"));
  await expect.element(button("Ignore: Jane Doe")).toBeVisible();
  await clock.advance(60_000);
  expect(source.acted).toEqual([]);

  await userEvent.click(button("Ignore: Jane Doe"));
  const undo = button("Undo: Jane Doe").element();
  if (!(undo instanceof HTMLElement)) throw new Error("Undo is no element.");
  undo.focus();
  await clock.advance(60_000);
  expect(source.acted).toEqual([]);
  undo.blur();
  await expect.element(page.getByText("Jane Doe")).not.toBeInTheDocument();
  expect(source.acted.map(({ action }) => action)).toEqual([{ kind: "discard", target: hubspot, records: ["1"] }]);
});

test("a record that is ignored is selected no longer: nobody wants it tried again with the others", async () => {
  const { source } = await show();
  await userEvent.click(page.getByRole("checkbox", { name: "Select Jane Doe" }));
  await userEvent.click(page.getByRole("checkbox", { name: "Select Ada Park" }));
  await userEvent.click(button("Ignore: Jane Doe"));
  await userEvent.click(button("Try 1 again"));
  await expect.poll(() => source.acted.map(({ action }) => action)).toMatchObject([{ kind: "replay", records: ["3"] }]);
});

test("requirement 47: focus goes to the first new row, to the next row's button, and at last to the heading", async () => {
  await show(settling(), 2);
  await userEvent.click(button("Show more"));
  await expect.poll(() => document.activeElement?.textContent).toContain("Ada Park");

  for (const [pressed, next] of [
    ["Jane Doe", "Ignore: Lin Osei"],
    ["Lin Osei", "Ignore: Ada Park"],
  ] as const) {
    await userEvent.click(button(`Try again: ${pressed}`));
    await expect.element(page.getByText(pressed)).not.toBeInTheDocument();
    await expect.poll(() => document.activeElement?.getAttribute("aria-label")).toBe(next);
  }
  await userEvent.click(button("Try again: Ada Park"));
  await expect.element(page.getByText("Nothing to fix. Records that do not sync appear here.")).toBeVisible();
  await expect.poll(() => document.activeElement?.textContent).toBe("Records that need a fix");
});

test("requirement 47: of very many records none leaves the list because more are shown, and focus still goes to the first new one", async () => {
  const many = Array.from({ length: 10_000 }, (_, i) => record(String(i), i === 0 ? "Jane Doe" : `Record ${i}`));
  await show({ failed: many }, 2);
  for (let shown = 2; shown <= 24; shown += 2) {
    await userEvent.click(button("Show more"));
    await expect.poll(() => document.activeElement?.textContent).toContain(`Record ${shown}`);
  }
  await expect.element(page.getByText("Jane Doe")).toBeVisible();
});

test("requirement 48: three records are selected, retried and gone by Tab, Space and Enter alone", async () => {
  const { source } = await show(settling());
  const focused = () => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "";
  const tabTo = async (name: string) => {
    for (let steps = 0; steps < 20 && focused() !== name; steps += 1) await userEvent.tab();
    expect(focused()).toBe(name);
  };
  for (const { title = "" } of three) {
    await tabTo(`Select ${title}`);
    await userEvent.keyboard(" ");
  }
  await expect.element(button("Try 3 again")).toBeVisible();
  for (let steps = 0; steps < 20 && focused() !== "Try 3 again"; steps += 1) await userEvent.tab({ shift: true });
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByText("Nothing to fix. Records that do not sync appear here.")).toBeVisible();
  expect(source.acted.map(({ action }) => action)).toEqual([
    { kind: "replay", target: hubspot, records: ["1", "2", "3"] },
  ]);
});

test("requirement 46: buttons of records that are called the same have names of their own, and the rows no more text", async () => {
  const failed: readonly FailedRecord[] = [
    record("1", "Jane Doe"),
    { ...record("2", "Jane Doe"), reason: "too_large" },
    record("3", "Ada Park"),
    ...["4", "5"].map((id) => ({ ...record(id, ""), title: undefined, stream: "deals" })),
  ];
  const stage = createStage({ failed });
  const href = ({ id }: FailedRecord) => `#${id}`;
  await render(stage.page(<FailedRecords target={hubspot} names={names} getRecordHref={href} />));
  await expect.poll(() => document.querySelectorAll("[data-part=row]").length).toBe(5);
  await userEvent.click(document.querySelectorAll("[data-action=discard]")[1] ?? document.body);
  await expect.element(page.getByText("Undo")).toBeVisible();
  const named = [...document.querySelectorAll("[data-part=row] [aria-label]")].map((of) =>
    of.getAttribute("aria-label"),
  );
  expect(named).toHaveLength(4 * 4 + 1);
  expect(new Set(named).size).toBe(named.length);
  expect(named.filter((name) => name?.startsWith("Try again"))).toEqual([
    "Try again: Jane Doe · contacts · The data at the service changed in the meantime.",
    "Try again: Ada Park",
    "Try again: Record without a name · deals · The data at the service changed in the meantime. · 1",
    "Try again: Record without a name · deals · The data at the service changed in the meantime. · 2",
  ]);
  const shown = [...document.querySelectorAll("[data-part=name]")].map(({ textContent }) => textContent);
  expect(shown).toEqual(["Jane Doe", "Ada Park", "Record without a name", "Record without a name"]);
});
