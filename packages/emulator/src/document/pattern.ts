import type { Json } from "@waybill/sync/connector";
import RandExp from "randexp";

/** Does the text match a schema's `pattern`? A pattern of another dialect cannot be held against the text. */
export function matchesPattern(pattern: Json | undefined, text: string): boolean {
  return compiled(pattern)?.test(text) ?? true;
}

// The declared types are those of a default member; what a default import gives is the class itself.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see the line above
const Generator = RandExp as unknown as typeof RandExp.default;

const mostRepeats = 6;
const tries = 6;

/** A text that a pattern matches; undefined where none was found. `random` draws from [0, 1). */
export type PatternTexts = (pattern: string, random: () => number) => string | undefined;

/** Makes texts of patterns, each of which is read once. */
export function patternTexts(): PatternTexts {
  const known = new Map<string, PatternReader | undefined>();
  return (pattern, random) => {
    if (!known.has(pattern)) known.set(pattern, readerOf(pattern));
    const reader = known.get(pattern);
    return reader === undefined ? undefined : drawn(reader, random);
  };
}

export const textOfPattern: PatternTexts = (pattern, random) => patternTexts()(pattern, random);

interface PatternReader {
  readonly expression: RegExp;
  readonly generator: InstanceType<typeof Generator>;
}

function readerOf(pattern: string): PatternReader | undefined {
  const expression = compiled(pattern);
  if (expression === undefined) return undefined;
  try {
    const generator = new Generator(expression.source, expression.flags.replace("u", ""));
    generator.max = mostRepeats;
    return { expression, generator };
  } catch {
    // a construct that the generator does not know: the caller has other ideas
    return undefined;
  }
}

function drawn({ expression, generator }: PatternReader, random: () => number): string | undefined {
  generator.randInt = (least, most) => least + Math.floor(random() * (most - least + 1));
  try {
    for (let attempt = 0; attempt < tries; attempt++) {
      const text = generator.gen();
      if (expression.test(text)) return text;
    }
  } catch {
    // the same, seen late
  }
  return undefined;
}

/** `/^…$/i`: an expression written as in program text. Taken by the letter it matches nothing, since nothing stands before a start or behind an end. */
const slashed = /^\/(\^.*|.*\$)\/([imsu]*)$/s;

/** As ECMA-262 with Unicode, which JSON Schema recommends; without, where the pattern escapes what needs no escape. */
function compiled(pattern: Json | undefined): RegExp | undefined {
  if (typeof pattern !== "string") return undefined;
  const [, source = pattern, own = ""] = slashed.exec(pattern) ?? [];
  for (const flags of ["u", ""]) {
    try {
      return new RegExp(source, [...new Set(own + flags)].join(""));
    } catch {
      // the next dialect
    }
  }
  return undefined;
}
