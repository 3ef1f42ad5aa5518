import type { Connector, Json, StreamContract } from "@waybill/sync/connector";
import { tokensOf } from "../document/pointer.ts";
import type { Exchange } from "../http/exchange.ts";
import { tokenParameter } from "../listing/sync-token.ts";
import { bodyContract, type BodyContract } from "./body-contract.ts";
import { parameterContract, type ParameterContract } from "./parameter-contract.ts";
import { membersOf, rawOperation, type DocumentReading } from "./raw-operation.ts";
import type { Breach } from "./violation.ts";

/** What the document asks of requests. Each operation is read when it is first asked for. */
export interface RequestContract {
  /** What is wrong with a request for an operation of the document; nothing for one that the document does not have. */
  breaches(operation: string, exchange: Exchange): readonly Breach[];
  /** The body with the fields of a form typed as declared. */
  typedBody(operation: string, exchange: Exchange): Json | undefined;
  /** Does the operation declare an answer of this status? */
  answers(operation: string, status: number): boolean;
  /** Is it the size of a page? Vendors cut what is too large, and do not refuse it. */
  isPageSize(operation: string, name: string): boolean;
}

/** Of an operation that the document has. */
interface OperationContract {
  readonly parameters: ParameterContract;
  readonly body: BodyContract;
  readonly statuses: ReadonlySet<string>;
}

export function requestContract(connector: Connector, reading: DocumentReading): RequestContract {
  const known = new Map<string, OperationContract | undefined>();
  const own = vendorsOwn(connector);
  const read = (operation: string): OperationContract | undefined => {
    const raw = rawOperation(operation, reading);
    if (Object.keys(raw).length === 0) return undefined;
    return {
      parameters: parameterContract(operation, { ...reading, alsoKnown: connectorsOwn(operation, connector) }),
      body: bodyContract(operation, { ...reading, own }),
      statuses: new Set(Object.keys(membersOf(raw["responses"]))),
    };
  };
  const contractOf = (operation: string): OperationContract | undefined => {
    if (!known.has(operation)) known.set(operation, read(operation));
    return known.get(operation);
  };
  return {
    breaches(operation, exchange) {
      const contract = contractOf(operation);
      return contract === undefined ? [] : [...contract.parameters(exchange), ...contract.body.check(exchange)];
    },
    typedBody(operation, exchange) {
      const contract = contractOf(operation);
      return contract === undefined ? exchange.body : contract.body.typed(exchange);
    },
    isPageSize: (operation, name) =>
      listsOf(operation, connector).some(({ pagination }) => pagination.pageSize?.param === name),
    answers: (operation, status) => contractOf(operation)?.statuses.has(`${status}`) === true,
  };
}

/** Members that the vendor writes, whatever a document's author forgot to mark: keys and cursor fields. */
const vendorsOwn = ({ streams }: Connector): ReadonlySet<string> =>
  new Set(
    Object.values(streams)
      .flatMap(({ primaryKey, incremental }) => [...primaryKey, incremental?.cursorField ?? ""])
      .map((pointer) => tokensOf(pointer).at(-1) ?? ""),
  );

/** Query parameters that the connector sends, corrected by hand or found by other means than the document. */
function connectorsOwn(operation: string, connector: Connector): ReadonlySet<string> {
  const keys = connector.auth.flatMap((scheme) =>
    scheme.kind === "apiKey" && scheme.in === "query" ? [scheme.name] : [],
  );
  return new Set([...keys, ...listsOf(operation, connector).flatMap(parametersOf)]);
}

const listsOf = (operation: string, { streams }: Connector): readonly StreamContract[] =>
  Object.values(streams).filter(({ list }) => `${list.method} ${list.path}` === operation);

const pagingParameters = ["cursor", "page", "offset", "key"];

/** What the vendor writes into its own links, where the document names no parameter for it. */
const linked = ({ style }: StreamContract["pagination"]): readonly string[] =>
  style === "link-header" || style === "next-url" ? ["cursor"] : [];

const parametersOf = ({ list, pagination, incremental, syncToken, deletes }: StreamContract): readonly string[] => [
  ...Object.entries(pagination)
    .filter(([name]) => pagingParameters.includes(name))
    .map(([, ref]) => String(ref)),
  ...linked(pagination),
  ...[
    pagination.pageSize?.param,
    incremental?.param,
    incremental?.until,
    tokenParameter(syncToken),
    deletes?.include?.param,
  ].filter((ref) => ref !== undefined),
  ...Object.keys(list.parameters ?? {}),
];
