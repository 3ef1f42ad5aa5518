import { objectAt } from "../../load/json/json-value.ts";
import { answer, type Answer } from "../rules/answer.ts";
import type { Model, Operation } from "../document/operation.ts";
import type { Rule } from "../rules/rule.ts";
import type { Shape } from "../document/shape.ts";
import { flat, wordsOf } from "../words/words.ts";
import { operationName } from "../document/operation-name.ts";

/** What a vendor sends by itself. */
export interface Webhooks {
  /** Types of events, as they are written in what is sent. */
  readonly events: readonly string[];
  /** Operation by which one asks to be sent events: `POST /webhooks`. */
  readonly subscribe: string | undefined;
}

interface EventRule extends Rule {
  readonly find: (model: Model) => readonly string[];
}

/** Where a document names the events that it sends. */
export const eventRules: readonly EventRule[] = [
  {
    name: "webhooks",
    rests: "OpenAPI 3.1, section 4.8.1, webhooks",
    find: ({ document }) => Object.keys(objectAt(document, "webhooks")),
  },
  {
    name: "x-webhooks",
    rests: "Redoc, x-webhooks",
    find: ({ document }) => Object.keys(objectAt(document, "x-webhooks")),
  },
  { name: "callbacks", rests: "OpenAPI 3.1, section 4.8.18, Callback Object", find: callbacks },
  { name: "events to subscribe to", find: subscribed },
];

/** Webhooks and the types of their events. */
export function inferWebhooks(model: Model): Answer<Webhooks> {
  const found = model.keep(eventRules).map(({ name, find }) => ({ name, events: find(model) }));
  const events = [...new Set(found.flatMap((each) => each.events))];
  const subscription = model.operations.find((operation) => operation.method === "POST" && isSubscription(operation));
  const subscribe = subscription && operationName(subscription);
  const evidence = found
    .filter((each) => each.events.length > 0)
    .map(({ name, events: of }) => `${name}: ${of.length} events`);
  if (events.length === 0 && subscribe === undefined)
    return answer({ events, subscribe }, 0.7, "the document names no event");
  return answer(
    { events, subscribe },
    0.85,
    subscribe === undefined ? evidence : [...evidence, `${subscribe} subscribes`],
  );
}

function callbacks({ operations }: Model): readonly string[] {
  return operations.flatMap(({ source }) => Object.keys(objectAt(source, "callbacks")));
}

/** A collection of webhooks: nothing below one of them, such as its deliveries. */
function isSubscription({ path }: Operation): boolean {
  return /\/(web_?-?hooks?|hooks|webhook_?-?(endpoints?|subscriptions?)|event_?-?subscriptions?|notification_?-?settings?)(\.json)?\/?$/i.test(
    path,
  );
}

/** The values of the field in which a subscription names its events. */
function subscribed(model: Model): readonly string[] {
  const lists = model.operations
    .filter((operation) => operation.method === "POST" && isSubscription(operation))
    .flatMap((operation) => eventValues(model, model.read(operation.body), 2));
  return lists;
}

function eventValues(model: Model, shape: Shape, depth: number): readonly string[] {
  return [...shape.fields].flatMap(([name, schema]) => {
    const field = model.read(schema);
    if (isEventField(name)) return valuesOf(model, field);
    return depth > 1 && field.fields.size > 0 ? eventValues(model, field, depth - 1) : [];
  });
}

/** `events`, `event_types`, `enabled_events`, `topic`. */
function isEventField(name: string): boolean {
  return /^(topics?|triggers?|eventtypes?)$/.test(flat(name)) || /^events?$/.test(wordsOf(name).at(-1) ?? "");
}

/** Values of the field or of its items. A star is every event and none of its own. */
function valuesOf(model: Model, field: Shape): readonly string[] {
  const items = field.types.has("array") ? model.read(field.items) : field;
  return [...field.values, ...items.values].filter(
    (value): value is string => typeof value === "string" && value !== "*",
  );
}
