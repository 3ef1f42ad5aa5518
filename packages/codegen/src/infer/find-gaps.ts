import type { Connector, ParameterRef, StreamContract } from "@waybill/sync/connector";
import { SURE, type Answer } from "./rules/answer.ts";
import type { DeclaredScheme } from "./auth/auth.ts";
import type { Doubt } from "./lists/doubts.ts";
import type { StreamAnswers } from "./streams/infer-stream.ts";
import type { RelatedAnswers } from "./streams/relate-streams.ts";
import type { Gap } from "./rules/gap.ts";
import type { Service } from "./api/service.ts";

/** What was told of an API, as far as it can leave something open. */
export interface GapInput {
  readonly connector: Connector;
  readonly service: Answer<Service>;
  readonly auth: Answer<readonly DeclaredScheme[]>;
  readonly streams: readonly {
    readonly name: string;
    readonly answers: StreamAnswers & RelatedAnswers;
    readonly wanted: readonly ParameterRef[];
    readonly doubts: readonly Doubt[];
  }[];
}

/** Collects what a person has to look at, the API's own questions first. */
export function findGaps({ connector, service, auth, streams }: GapInput): readonly Gap[] {
  return [
    ...(service.confidence < SURE
      ? [gap(undefined, "baseUrl", `${service.evidence.join("; ")}; set baseUrl on the connection`)]
      : []),
    ...(auth.value.length === 0
      ? [
          gap(
            undefined,
            "auth",
            "no security scheme is declared; give the connection a credential of the kind the vendor documents",
          ),
        ]
      : []),
    ...streams.flatMap((stream) => streamGaps(connector, stream)),
  ];
}

function streamGaps(
  connector: Connector,
  { name, answers, wanted, doubts }: GapInput["streams"][number],
): readonly Gap[] {
  const gaps: Gap[] = [];
  const asked = {
    "is it a list": answers.list,
    items: answers.items,
    pagination: answers.pagination,
    primaryKey: answers.primaryKey,
  };
  for (const [question, given] of Object.entries(asked)) {
    if (given.confidence < SURE) gaps.push(gap(name, question, given.evidence.join("; ")));
  }
  const { concurrency } = answers;
  if (concurrency.value !== undefined && concurrency.confidence < SURE)
    gaps.push(gap(name, "concurrency", concurrency.evidence.join("; ")));
  if (answers.view.value !== undefined) gaps.push(gap(name, "view", VIEW));
  const stream = connector.streams[name];
  const { parent } = answers;
  const required = stream?.list.required ?? [];
  if (required.length > 0) gaps.push(gap(name, "required", unfilled(required, parent)));
  if (wanted.length > 0)
    gaps.push(
      gap(
        name,
        "required",
        `the document requires ${wanted.join(", ")}, and nothing fills it; the vendor may refuse the list`,
      ),
    );
  gaps.push(...doubts.map(({ question, why }) => gap(name, question, why)), ...changeGaps(stream, answers));
  return gaps;
}

const VIEW =
  "the list named there may hold such records too; where it holds all of them, and nobody asks whose they are or what was searched, exclude these streams: their records would be stored once more";

/** With the parent that could fill it, where one is not sure. */
function unfilled(required: readonly ParameterRef[], { value, confidence, evidence }: Answer<unknown>): string {
  const told = `nothing fills ${required.join(", ")}`;
  return value === undefined && confidence < SURE ? [told, ...evidence].join("; ") : told;
}

function changeGaps(stream: StreamContract | undefined, { changes }: StreamAnswers): readonly Gap[] {
  const name = stream?.name;
  const { param, cursorField } = changes.value;
  if (changes.value.kind === "delta-token") {
    const why = `${param ?? ""} takes a token that an earlier answer held, which no run keeps: each reads the whole list`;
    return [gap(name, "incremental", why)];
  }
  const kind = stream?.incremental?.kind;
  if (param !== undefined && kind === undefined) {
    return [
      gap(
        name,
        "incremental",
        `${param} selects changes, in a way that a run cannot follow by itself (field: ${cursorField ?? "none"})`,
      ),
    ];
  }
  if (kind === "created" || kind === "event-time") {
    return [
      gap(
        name,
        "incremental",
        `${param ?? ""} selects what was created since; changes of older records show only in a full read`,
      ),
    ];
  }
  return [];
}

function gap(stream: string | undefined, question: string, why: string): Gap {
  return { stream, question, why };
}
