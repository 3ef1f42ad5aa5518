const mostKept = 256;
const longestKept = 200;

/** A function that says the same of the same texts: what it said of the last ones is kept, and costs nothing when they come again. */
export function remembered<T extends object>(say: (texts: readonly string[]) => T): (texts: readonly string[]) => T {
  const said = new Map<string, T>();
  return (texts) => {
    const name = JSON.stringify(texts);
    const known = said.get(name) ?? say(texts);
    if (said.size >= mostKept) said.clear();
    if (name.length <= longestKept) said.set(name, known);
    return known;
  };
}
