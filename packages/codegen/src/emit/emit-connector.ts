import type { Connector, StreamContract } from "@waybill/sync/connector";
import { SURE, type Answer } from "../infer/answer.ts";
import type { Inference, StreamReport } from "../infer/infer-connector.ts";
import { emitRuntime, type RuntimeImports } from "./emit-runtime.ts";
import { literal } from "./literal.ts";
import { commentText, memberName } from "./text.ts";

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

${emitGaps(report.couldNotTell)}
export const connector = defineConnector<paths>()({
${emitService(connector, report)}
  streams: {
${streams.join("\n")}
  },
});
${runtime.declaration}`;
}

function emitGaps(gaps: Inference["report"]["couldNotTell"]): string {
  if (gaps.length === 0) return "/** Everything was told from the document. */";
  const lines = gaps.map(
    ({ stream, question, why }) =>
      ` * - ${commentText(stream ?? "the API", 60)}, ${commentText(question, 40)}: ${commentText(why, 200)}`,
  );
  return `/**\n * What the document does not tell, or not surely. Correct it in waybill.config.ts.\n *\n${lines.join("\n")}\n */`;
}

function emitService({ streams: _streams, ...service }: Connector, report: Inference["report"]): string {
  const evidence: Readonly<Record<string, Answer<unknown>>> = {
    baseUrl: report.service,
    auth: report.auth,
    idempotency: report.idempotency,
    headers: report.headers,
  };
  return emitMembers(service, evidence, 2);
}

/** Which answer stands behind which member of a stream. */
function evidenceOf(answers: StreamReport["answers"]): Readonly<Record<string, Answer<unknown>>> {
  const { list, items, pagination, primaryKey, changes, removal, parent, operations, display, classes } = answers;
  return {
    list,
    items,
    pagination,
    primaryKey,
    incremental: changes,
    deletes: removal,
    parent,
    operations,
    display,
    classes,
  };
}

function emitStream(stream: StreamContract, report: StreamReport | undefined): string {
  const evidence = report === undefined ? {} : evidenceOf(report.answers);
  return `    ${memberName(stream.name)}: {\n${emitMembers(stream, evidence, 6)}\n    },`;
}

function emitMembers(value: object, evidence: Readonly<Record<string, Answer<unknown>>>, indent: number): string {
  const space = " ".repeat(indent);
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => {
      const given = evidence[name];
      const comment = given === undefined ? "" : `${space}// ${emitAnswer(given)}\n`;
      return `${comment}${space}${memberName(name)}: ${literal(member, indent)},`;
    })
    .join("\n");
}

function emitAnswer({ confidence, evidence }: Answer<unknown>): string {
  const mark = confidence < SURE ? "UNSURE " : "";
  return `${mark}${confidence.toFixed(2)}: ${commentText(evidence.join("; "), 200)}`;
}
