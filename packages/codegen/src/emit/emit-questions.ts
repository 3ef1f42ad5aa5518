import { SURE, type Answer } from "../infer/rules/answer.ts";
import type { ErrorShape } from "../infer/api/error-shape.ts";
import type { Inference, InferenceReport, StreamReport } from "../infer/infer-connector.ts";
import { groupGaps, type GapGroup } from "../infer/group-gaps.ts";
import type { Gap } from "../infer/rules/gap.ts";
import { commentText } from "./text.ts";
import { wrap } from "./wrap.ts";

/** The comment above a connector: what a person has to look at, each question once with the streams that it concerns, and what else was read. */
export function emitQuestions({ connector, report }: Inference, evidence: (stream: StreamReport) => Evidence): string {
  const all = report.streams.length;
  const groups = groupGaps([...report.couldNotTell, ...unsure({ connector, report }, evidence)]);
  const open =
    groups.length === 0
      ? ["The document leaves nothing open."]
      : [
          "What the document does not tell, or not surely. Correct it in waybill.config.ts.",
          "",
          ...groups.map((each) => question(each, all)),
        ];
  const besides = besidesOf(report);
  const lines = besides.length === 0 ? open : [...open, "", "What it says besides.", "", ...besides];
  const only = lines.length === 1 ? lines[0] : undefined;
  if (only !== undefined) return `/** ${only} */`;
  return `/**\n${lines.map(commentLine).join("\n")}\n */`;
}

/** The answers of a stream that the connector shows, by the member that shows them. */
export type Evidence = Readonly<Record<string, Answer<unknown>>>;

/** Answers that the connector shows and marks as unsure, and that nothing asks about yet. */
function unsure({ connector, report }: Inference, evidence: (stream: StreamReport) => Evidence): readonly Gap[] {
  const asked = new Set(report.couldNotTell.map((gap) => `${gap.stream} ${gap.question}`));
  return report.streams.flatMap((each) => {
    const shown: object = connector.streams[each.name] ?? {};
    return Object.entries(evidence(each))
      .filter(([member, { confidence }]) => confidence < SURE && Reflect.get(shown, member) !== undefined)
      .filter(([member]) => !(SPOKEN[member] ?? [member]).some((spoken) => asked.has(`${each.name} ${spoken}`)))
      .map(([member, given]) => ({ stream: each.name, question: member, why: given.evidence.join("; ") }));
  });
}

/** What the questions call the members of a stream, where it is not their name. */
const SPOKEN: Readonly<Record<string, readonly string[]>> = { list: ["is it a list", "view"] };

function question({ question: asked, why, streams }: GapGroup, all: number): string {
  const named = someOf(streams, SHOWN_STREAMS);
  const about = streams.length === 0 ? "the API" : streams.length === all && all > 1 ? "every stream" : named;
  return `- ${commentText(asked, 40)}: ${commentText(why, 400)} (${about})`;
}

function besidesOf({ errors, webhooks, limits }: InferenceReport): readonly string[] {
  const { events, subscribe } = webhooks.value;
  return [
    ...(errors.value === undefined ? [] : [`- errors: ${errorText(errors.value)}`]),
    ...(events.length === 0 ? [] : [`- events (${events.length}): ${someOf(events, SHOWN_EVENTS)}`]),
    ...(subscribe === undefined ? [] : [`- events are asked for by ${commentText(subscribe, 120)}`]),
    ...(limits.value.headers.length === 0
      ? []
      : [`- limits are told in the headers ${commentText(limits.value.headers.join(", "), 200)}`]),
    ...(limits.value.limits === undefined ? limits.value.spoken : [])
      .slice(0, SHOWN_LIMITS)
      .map((words) => `- limits: ${commentText(words, 200)}`),
  ];
}

function errorText({ mediaType, standard, message, code, details }: ErrorShape): string {
  const places = { message, code, details };
  const told = Object.entries(places).flatMap(([name, at]) => (at === undefined ? [] : [`${name} at ${at}`]));
  const form = [...(standard === undefined ? [] : [standard]), ...told].join(", ");
  return commentText(`${mediaType}${form === "" ? "" : `, ${form}`}`, 200);
}

/** The first names of many, each of them whole. */
function someOf(names: readonly string[], most: number): string {
  const shown = names.slice(0, most).map((name) => commentText(name, 60));
  return names.length > shown.length
    ? `${shown.join(", ")}, and ${names.length - shown.length} more`
    : shown.join(", ");
}

/** The rest is told beside the stream itself. */
const SHOWN_STREAMS = 12;
const SHOWN_EVENTS = 6;
const SHOWN_LIMITS = 4;

function commentLine(text: string): string {
  return text === "" ? " *" : wrap(text, " * ", " *   ");
}
