import type { Connector, StreamContract } from "@waybill/sync/connector";
import { SURE, type Answer } from "../infer/rules/answer.ts";
import type { Inference, StreamReport } from "../infer/infer-connector.ts";
import { emitQuestions, type Evidence } from "./emit-questions.ts";
import { emitRuntime, type RuntimeImports } from "./emit-runtime.ts";
import { memberLine } from "./literal.ts";
import { commentText, memberName } from "./text.ts";
import { wrap } from "./wrap.ts";

/** `connector.ts`: the connector, typed against `schema.d.ts`, with the evidence and the confidence of every inference beside it. */
export function emitConnector(
  { connector, report }: Inference,
  head: string,
  code: readonly RuntimeImports[] = [],
): string {
  const runtime = emitRuntime(code);
  const reports = new Map(report.streams.map((stream) => [stream.name, stream]));
  const streams = Object.values(connector.streams).map((stream) => emitStream(stream, reports.get(stream.name)));
  return `${head}
import { defineConnector } from "@waybill/sync/connector";
${runtime.imports}import type { paths } from "./schema.d.ts";

${emitQuestions({ connector, report }, (stream) => evidenceOf(stream.answers))}
export const connector = defineConnector<paths>()({
${emitService(connector, report)}
  streams: {
${streams.join("\n")}
  },
});
${runtime.declaration}`;
}

function emitService({ streams: _streams, ...service }: Connector, report: Inference["report"]): string {
  const evidence: Evidence = {
    baseUrl: report.service,
    auth: report.auth,
    idempotency: report.idempotency,
    headers: report.headers,
    limits: report.limits,
  };
  return emitMembers(service, evidence, 2);
}

/** Which answer stands behind which member of a stream. What two answers say of one member is said once. */
function evidenceOf(answers: StreamReport["answers"]): Evidence {
  const { changes, removal, bulk, operations, widening, items, pagination, primaryKey } = answers;
  const { parent, view, concurrency, scopes, operationScopes, display, classes } = answers;
  const besideList = Object.values(bulk.value).some((each) => each !== undefined)
    ? { ...operations, evidence: [...operations.evidence, ...bulk.evidence] }
    : operations;
  const list = {
    ...answers.list,
    confidence: Math.min(answers.list.confidence, view.confidence),
    evidence: [...answers.list.evidence, ...view.evidence, ...widening.evidence],
  };
  const shown = { list, items, pagination, primaryKey, parent, concurrency, scopes, operationScopes, display, classes };
  return { ...shown, incremental: changes, deletes: removal, operations: besideList };
}

function emitStream(stream: StreamContract, report: StreamReport | undefined): string {
  const evidence = report === undefined ? {} : evidenceOf(report.answers);
  return `    ${memberName(stream.name)}: {\n${emitMembers(stream, evidence, 6)}\n    },`;
}

function emitMembers(value: object, evidence: Evidence, indent: number): string {
  const space = " ".repeat(indent);
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => {
      const given = evidence[name];
      const comment = given === undefined ? "" : `${wrap(emitAnswer(given), `${space}// `)}\n`;
      return `${comment}${space}${memberLine(memberName(name), member, indent)},`;
    })
    .join("\n");
}

function emitAnswer({ confidence, evidence }: Answer<unknown>): string {
  const mark = confidence < SURE ? "UNSURE " : "";
  return `${mark}${confidence.toFixed(2)}: ${commentText(evidence.join("; "), 400)}`;
}
