import { ancestorsOf } from "./ancestors.ts";
import type { Connector, ParentRef, StreamContract } from "./contract.ts";
import { parentParameters } from "./parent-parameters.ts";
import type { Pointer } from "./refs.ts";
import type { Problem } from "./shape.ts";

/** What a stream says of its parent that cannot be meant so. */
export function parentProblems(connector: Connector, stream: StreamContract, at: Pointer): readonly Problem[] {
  const { parent } = stream;
  if (parent === undefined) return [];
  return [
    ...lineProblems(connector, stream, `${at}/parent/stream`),
    ...listProblems(parent, at),
    ...keptProblems(connector, stream, at),
    ...inheritanceProblems(connector, stream, at),
  ];
}

/** The line above a stream ends in one that is listed by itself. */
function lineProblems(connector: Connector, stream: StreamContract, at: Pointer): readonly Problem[] {
  const { name, parent } = stream;
  if (parent === undefined) return [];
  if (parent.stream === name || !Object.hasOwn(connector.streams, parent.stream)) {
    return [{ pointer: at, expected: "the name of another stream" }];
  }
  const isCircle = ancestorsOf(connector, stream).at(-1)?.parent?.stream === name;
  const expected = `a stream that is not itself listed, by way of its parents, for the records of "${name}"`;
  return isCircle ? [{ pointer: at, expected }] : [];
}

function listProblems({ parameters, orphans, keys }: ParentRef, at: Pointer): readonly Problem[] {
  const problems: Problem[] = [];
  if (Object.keys(parameters).length === 0) {
    const expected = "at least one parameter: without any, the same list would be read for every parent";
    problems.push({ pointer: `${at}/parent/parameters`, expected });
  }
  if (orphans === "keep" && keys !== "below-parent") {
    const expected = '"remove", or keys "below-parent": whose child a record is must show in its key for it to be kept';
    problems.push({ pointer: `${at}/parent/orphans`, expected });
  }
  return problems;
}

/** What stays when its list goes has no list of children any more: that shows in keys alone. */
function keptProblems(connector: Connector, stream: StreamContract, at: Pointer): readonly Problem[] {
  const kept = ancestorsOf(connector, stream).find(({ parent }) => parent?.orphans === "keep");
  if (kept === undefined || stream.parent?.keys === "below-parent") return [];
  const expected = `"below-parent", as "${kept.name}" keeps its records (\`orphans\`): what those list is gone, and would be asked for again and again`;
  return [{ pointer: `${at}/parent/keys`, expected }];
}

function inheritanceProblems({ streams }: Connector, stream: StreamContract, at: Pointer): readonly Problem[] {
  const { parent } = stream;
  if (parent?.inherits === undefined) return [];
  const above = Object.hasOwn(streams, parent.stream) ? streams[parent.stream] : undefined;
  return parent.inherits.flatMap((name, index) => {
    const expected = expectedInstead(stream, above, name);
    return expected === undefined ? [] : [{ pointer: `${at}/parent/inherits/${index}` as const, expected }];
  });
}

/** What an inherited parameter should be; `undefined` when it is right. */
function expectedInstead(
  { parent, list }: StreamContract,
  above: StreamContract | undefined,
  name: string,
): string | undefined {
  const filled = above?.parent?.keys === "below-parent" ? parentParameters(above) : [];
  if (!filled.includes(name)) {
    return `a parameter that a parent of "${parent?.stream}" fills, whose records are stored with keys "below-parent"`;
  }
  if (Object.hasOwn(parent?.parameters ?? {}, name)) return "a parameter that `parameters` does not fill already";
  // Which parameters a query has is nowhere written down; a path shows its own.
  const hole = `{${name}}`;
  return above?.list.path.includes(hole) === true && !list.path.includes(hole)
    ? `a parameter that this list has too: its path ${list.path} has no ${hole}`
    : undefined;
}
