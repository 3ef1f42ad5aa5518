import { expect, test } from "vitest";
import type { CommitEvent } from "./contract.ts";
import { createFeed } from "./feed.ts";

const event = (commit: number): CommitEvent => ({ connection: "crm", commit, kinds: [] });

test("what a listener throws is reported, and the other listeners hear every event", () => {
  const reported: unknown[] = [];
  const heard: number[] = [];
  const feed = createFeed((error) => reported.push(error));
  const broken = new Error("broken listener");
  feed.subscribe(() => {
    throw broken;
  });
  feed.subscribe(({ commit }) => heard.push(commit));
  feed.tell(event(1));
  feed.tell(event(2));
  expect(heard).toEqual([1, 2]);
  expect(reported).toEqual([broken, broken]);
});

test("an event that a listener causes is told to everyone after the one being told", () => {
  const log: string[] = [];
  const feed = createFeed();
  feed.subscribe(({ commit }) => {
    log.push(`first hears ${commit}`);
    if (commit === 1) feed.tell(event(2));
  });
  feed.subscribe(({ commit }) => log.push(`second hears ${commit}`));
  feed.tell(event(1));
  expect(log).toEqual(["first hears 1", "second hears 1", "first hears 2", "second hears 2"]);
});

test("one function subscribed twice is two subscriptions, each with its own end", () => {
  const heard: number[] = [];
  const listener = ({ commit }: CommitEvent) => void heard.push(commit);
  const feed = createFeed();
  const stop = feed.subscribe(listener);
  feed.subscribe(listener);
  feed.tell(event(1));
  stop();
  feed.tell(event(2));
  expect(heard).toEqual([1, 1, 2]);
  feed.end();
  feed.tell(event(3));
  expect(heard).toEqual([1, 1, 2]);
});
