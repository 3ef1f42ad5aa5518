/** Where a comment's line ends, as the rest of the generated files does. */
const WIDTH = 120;

/** Text in lines that begin with `prefix`, later ones with `next`. A word that is longer than a line stands alone. */
export function wrap(text: string, prefix: string, next: string = prefix): string {
  const lines: string[] = [];
  let line = prefix;
  for (const word of text.split(" ")) {
    const begun = line !== prefix && line !== next;
    if (begun && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = next;
    }
    line += line === prefix || line === next ? word : ` ${word}`;
  }
  return [...lines, line].join("\n");
}
