import { hold } from "../checks/violation.ts";
import type { Scenario } from "../plan/scenario.ts";
import type { StreamPlan } from "../vendor/stream-plan.ts";
import type { Wait } from "./settle.ts";
import type { Link } from "./tab.ts";

/** Streams of a sync that run at the same time: two of those next to each other may begin in any order. */
const width = 2;

/** Where nothing else is under way, streams that go before others begin before them: the greater priority, and parents, which go no later than their children. */
export async function judgeOrder({ stage, connection }: Link, wait: Wait): Promise<void> {
  const { streams, priorities } = stage.scenario;
  if (priorities === undefined) return;
  await wait(connection.sync());
  const rank = (plan: StreamPlan): number => rankOf(plan, streams, priorities);
  const order = streams.toSorted((a, b) => depthOf(streams, a) - depthOf(streams, b) || rank(b) - rank(a));
  const began = order.map(({ name }) => stage.watches.get(name)?.began ?? 0);
  const late = began.findIndex((at, place) => began.slice(place + width).some((later) => later < at));
  const told = (): string =>
    JSON.stringify(order.map(({ name }, place) => [name, priorities[name] ?? 0, began[place]]));
  hold(late < 0, "priorities", () => `${order[late]?.name} began after one that it goes before: ${told()}`);
}

type Priorities = NonNullable<Scenario["priorities"]>;

/** Its own, or the greatest of what is named of those below it. */
function rankOf(plan: StreamPlan, streams: readonly StreamPlan[], priorities: Priorities): number {
  const below = streams.filter((each) => isBelow(each, plan, streams)).flatMap(({ name }) => priorities[name] ?? []);
  return Math.max(priorities[plan.name] ?? 0, ...below);
}

function isBelow({ parent }: StreamPlan, plan: StreamPlan, streams: readonly StreamPlan[]): boolean {
  const above = streams.find(({ name }) => name === parent?.stream);
  return above !== undefined && (above === plan || isBelow(above, plan, streams));
}

function depthOf(streams: readonly StreamPlan[], { parent }: StreamPlan): number {
  const above = streams.find(({ name }) => name === parent?.stream);
  return above === undefined ? 0 : 1 + depthOf(streams, above);
}
